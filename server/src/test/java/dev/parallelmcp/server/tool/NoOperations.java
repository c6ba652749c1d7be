package dev.parallelmcp.server.tool;

import dev.parallelmcp.core.engine.Operations;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;

/** Operations of which each does the same: fails. */
final class NoOperations {

    private NoOperations() {}

    static Operations thatThrow(Supplier<RuntimeException> failure) {
        return (Operations) Proxy.newProxyInstance(
                NoOperations.class.getClassLoader(), new Class<?>[] {Operations.class}, (proxy, method, arguments) -> {
                    throw failure.get();
                });
    }

    /** For calls that must not get so far. */
    static Operations thatAreNotReached() {
        return thatThrow(() -> new AssertionErrorAsException());
    }

    private static final class AssertionErrorAsException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
