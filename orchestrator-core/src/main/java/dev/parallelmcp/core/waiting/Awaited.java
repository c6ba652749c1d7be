package dev.parallelmcp.core.waiting;

import dev.parallelmcp.core.store.ReadTransaction;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * What a call waits for.
 *
 * @param <R> what it answers
 */
public interface Awaited<R> {

    /** The line to stand in. Those in equal lines wait for the same, so one look is made for all of them. */
    Object line();

    /** Where that line is served; equal lines are at the same desk. */
    Desk desk();

    /** Whether it may be there. Quick, and without effect. */
    Look look(ReadTransaction tx);

    /**
     * Fetches it, on the caller's executor; empty when it is not there after all.
     *
     * @param turn of those who fetch at this desk at once, which are called in their order
     */
    CompletionStage<Optional<R>> fetch(Turn turn);

    /** The answer when the time is over. Only reads, and may block. */
    R nothing();

    /**
     * What a look showed.
     *
     * @param dueAt when time may bring it, if nothing else does before; that it has come is a reason to fetch too
     */
    record Look(Found found, Optional<Instant> dueAt) {

        public static final Look COME = new Look(Found.COME, Optional.empty());
        public static final Look NOTHING = new Look(Found.NOTHING, Optional.empty());
        public static final Look UNFINISHED = new Look(Found.UNFINISHED, Optional.empty());
    }

    /** What may be found. */
    enum Found {
        /** It is worth fetching. */
        COME,
        /** Not where this look was, but there is more to look at. */
        UNFINISHED,
        NOTHING
    }
}
