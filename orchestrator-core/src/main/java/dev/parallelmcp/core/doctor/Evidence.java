package dev.parallelmcp.core.doctor;

import dev.parallelmcp.core.error.OrchestratorException;
import java.util.function.Function;

/** A database under examination. Others may be writing to it. */
public interface Evidence {

    /**
     * Runs {@code work} on one consistent state, which it should not need for long.
     *
     * @throws OrchestratorException STORE_CORRUPT where the database cannot be read for damage, INTERNAL where it has not
     *     what is asked of it, STORE_BUSY where others do not let go of it
     */
    <T> T inOneState(Function<? super Records, ? extends T> work);
}
