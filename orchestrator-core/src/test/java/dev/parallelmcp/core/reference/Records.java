package dev.parallelmcp.core.reference;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Reads records whose type nobody knows, and makes others like them. */
final class Records {

    private Records() {}

    static Object read(RecordComponent component, Object owner) {
        try {
            return component.getAccessor().invoke(owner);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }

    /** The same value with every text in it replaced, at any depth. */
    static Object withTexts(Object value, UnaryOperator<String> replacement) {
        if (value instanceof String text) {
            return replacement.apply(text);
        }
        if (value instanceof Optional<?> optional) {
            return optional.map(present -> withTexts(present, replacement));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(item -> withTexts(item, replacement)).toList();
        }
        if (value instanceof Record record) {
            Object[] values = Arrays.stream(record.getClass().getRecordComponents())
                    .map(component -> withTexts(read(component, record), replacement))
                    .toArray();
            return make(record.getClass(), values);
        }
        return value;
    }

    /** What the constructor of the record throws comes through. */
    static <R extends Record> R make(Class<R> type, Object... values) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException refusal) {
                throw refusal;
            }
            throw new IllegalStateException("cannot make " + type, e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make " + type, e);
        }
    }
}
