package dev.parallelmcp.core.store.jdbc;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;

/** What no sound database of ours can hold. Told as damage to its file, since nothing else makes it so. */
final class Damage {

    private static final String WHAT_TO_DO = ": stop the server, keep the file and restore a copy";

    private Damage() {}

    /** A row says something that no other row bears out. */
    static OrchestratorException contradiction(String what) {
        return OrchestratorException.of(
                ErrorCode.STORE_CORRUPT, "the database file is damaged (" + what + ")" + WHAT_TO_DO);
    }

    /** A row that this program could not have written so; the rest may be sound. */
    static OrchestratorException unreadable(RuntimeException cause) {
        return OrchestratorException.builder(
                        ErrorCode.STORE_CORRUPT,
                        "a record in the database cannot be read; unless a newer version of this program has written it,"
                                + " the file is damaged"
                                + WHAT_TO_DO)
                .cause(cause)
                .build();
    }
}
