package dev.parallelmcp.server.mcp;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that is made when it is first asked for, once: a server has much that no client may ever need, and more that
 * its first answers do not. What could not be made is tried again. Safe for use by many threads, which wait for the one
 * that makes it.
 */
public final class Lazy<T> implements Supplier<T> {

    private final Supplier<T> maker;
    private volatile @Nullable T made;

    private Lazy(Supplier<T> maker) {
        this.maker = maker;
    }

    public static <T> Lazy<T> of(Supplier<T> maker) {
        return new Lazy<>(maker);
    }

    @Override
    public T get() {
        T ready = made;
        return ready == null ? make() : ready;
    }

    /** Has it made, if it is not, for those who will ask for it. */
    public void prepare() {
        T unused = get();
    }

    private synchronized T make() {
        T ready = made;
        if (ready == null) {
            ready = Objects.requireNonNull(maker.get(), "a maker makes something");
            made = ready;
        }
        return ready;
    }
}
