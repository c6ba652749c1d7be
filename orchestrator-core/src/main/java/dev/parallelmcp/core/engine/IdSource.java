package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.model.IdKind;

/** Where new ids come from. Thread-safe. */
@FunctionalInterface
public interface IdSource {

    /** An id that was never given out before and begins with the kind's prefix. */
    String next(IdKind kind);
}
