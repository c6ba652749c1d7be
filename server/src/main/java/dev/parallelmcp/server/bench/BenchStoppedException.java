package dev.parallelmcp.server.bench;

import org.jspecify.annotations.Nullable;

/** A measurement could not be made, or not to its end. The message is for the person who asked. */
public final class BenchStoppedException extends Exception {

    private static final long serialVersionUID = 1L;

    public BenchStoppedException(String message) {
        this(message, null);
    }

    BenchStoppedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
