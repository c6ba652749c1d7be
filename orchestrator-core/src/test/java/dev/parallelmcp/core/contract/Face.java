package dev.parallelmcp.core.contract;

import dev.parallelmcp.core.engine.AsyncOrchestrator;
import dev.parallelmcp.core.engine.Operations;
import dev.parallelmcp.core.engine.Orchestrator;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Every way to ask an orchestrator for an operation, whichever it is. */
enum Face {
    DIRECT {
        @Override
        Object call(Orchestrator orchestrator, Method operation, Object request) throws Throwable {
            return invoke(operation, orchestrator, request);
        }
    },
    TRANSACTION {
        @Override
        Object call(Orchestrator orchestrator, Method operation, Object request) {
            return orchestrator.<Object>transaction(operations -> invokeUnchecked(operation, operations, request));
        }
    },
    SUBMIT {
        @Override
        Object call(Orchestrator orchestrator, Method operation, Object request) throws Throwable {
            return join(orchestrator.<Object>submit(
                    operations -> invokeUnchecked(operation, operations, request), Runnable::run));
        }
    },
    ASYNC {
        @Override
        Object call(Orchestrator orchestrator, Method operation, Object request) throws Throwable {
            Method counterpart = AsyncOrchestrator.class.getMethod(operation.getName(), operation.getParameterTypes());
            AsyncOrchestrator async = new AsyncOrchestrator(orchestrator, Runnable::run);
            return join((CompletionStage<?>) invoke(counterpart, async, request));
        }
    };

    abstract Object call(Orchestrator orchestrator, Method operation, Object request) throws Throwable;

    /** The operations of this orchestrator, asked for in this way. */
    Operations of(Orchestrator orchestrator) {
        return (Operations) Proxy.newProxyInstance(
                Operations.class.getClassLoader(),
                new Class<?>[] {Operations.class},
                (proxy, operation, arguments) -> call(orchestrator, operation, arguments[0]));
    }

    private static Object invoke(Method method, Object target, Object argument) throws Throwable {
        try {
            return method.invoke(target, argument);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static Object invokeUnchecked(Method method, Object target, Object argument) {
        try {
            return invoke(method, target, argument);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("operations throw nothing checked", e);
        }
    }

    private static Object join(CompletionStage<?> stage) throws Throwable {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause();
        }
    }
}
