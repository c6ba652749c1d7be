package dev.parallelmcp.core.engine;

import java.time.Instant;
import java.util.Optional;

/** Instants that a caller may give either as such or as a delay from now. */
final class Timers {

    private Timers() {}

    static Optional<Instant> at(UnitOfWork work, Optional<Instant> instant, Optional<Long> delayMs) {
        return instant.or(() ->
                delayMs.filter(millis -> millis > 0).map(millis -> work.now().plusMillis(millis)));
    }

    /** As {@link #at}, but a delay of 0 means now rather than never. */
    static Optional<Instant> atOrNow(UnitOfWork work, Optional<Instant> instant, Optional<Long> delayMs) {
        return instant.or(() -> delayMs.map(millis -> work.now().plusMillis(millis)));
    }
}
