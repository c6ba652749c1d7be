package dev.parallelmcp.core.engine;

/** Ends when closed. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {

    /** Repeated calls do nothing. */
    @Override
    void close();
}
