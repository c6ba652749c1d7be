package dev.parallelmcp.core.reference;

import dev.parallelmcp.core.engine.Operations;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** An operation by its request: each has a type of its own. */
final class Operation {

    private static final Map<Class<?>, Method> BY_REQUEST = Arrays.stream(Operations.class.getMethods())
            .collect(Collectors.toMap(method -> method.getParameterTypes()[0], Function.identity()));

    private Operation() {}

    /** Its name in Java. */
    static String of(Record request) {
        return method(request).getName();
    }

    static Set<String> all() {
        return BY_REQUEST.values().stream().map(Method::getName).collect(Collectors.toCollection(TreeSet::new));
    }

    static Object call(Operations on, Record request) {
        try {
            return method(request).invoke(on, request);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException refusal) {
                throw refusal;
            }
            throw new IllegalStateException("an error of the machine", e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("operations are public", e);
        }
    }

    private static Method method(Record request) {
        Method method = BY_REQUEST.get(request.getClass());
        if (method == null) {
            throw new IllegalArgumentException("no operation takes " + request);
        }
        return method;
    }
}
