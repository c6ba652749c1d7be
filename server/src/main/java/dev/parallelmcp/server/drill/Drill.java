package dev.parallelmcp.server.drill;

import java.util.function.Consumer;

/** A drill that is ready to be held. */
public interface Drill {

    /**
     * Holds it on a fresh database.
     *
     * @param progress takes short lines for the person who waits
     * @throws DrillStoppedException when there is no verdict
     */
    Report hold(Fleet fleet, Consumer<String> progress) throws DrillStoppedException, InterruptedException;
}
