package dev.parallelmcp.core.store.sqlite;

import dev.parallelmcp.core.ambient.Ambient;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleSupplier;
import org.sqlite.BusyHandler;

/**
 * How SQLite waits for a lock that another process holds, in place of its own way, which sleeps for whole milliseconds and
 * longer the longer it has waited. A lock is held for a tenth of a millisecond as a rule, so everybody looks again after
 * a random part of half a one, and all have the same chance. After some ten milliseconds the statement fails, and {@link
 * Patience} decides; to let it fail at once would cost an exception and a new preparation at each look.
 *
 * <p>A thread that is interrupted does not wait here, and fails the sooner; what that means is for {@link Patience} too.
 */
final class FairWait extends BusyHandler {
    private static final int MOST_LOOKS = 40;
    private static final long MOST_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(500);
    private static final int LOOK_AGAIN = 1;
    private static final int FAIL = 0;

    private static final DoubleSupplier CHANCE = Ambient.random();

    @Override
    protected int callback(int looks) {
        if (looks >= MOST_LOOKS) {
            return FAIL;
        }
        LockSupport.parkNanos(this, (long) (CHANCE.getAsDouble() * MOST_PAUSE_NANOS));
        return LOOK_AGAIN;
    }
}
