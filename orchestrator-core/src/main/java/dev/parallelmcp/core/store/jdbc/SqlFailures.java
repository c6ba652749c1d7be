package dev.parallelmcp.core.store.jdbc;

import dev.parallelmcp.core.error.OrchestratorException;
import java.sql.SQLException;

/** Says in the project's words what a database reported. */
@FunctionalInterface
public interface SqlFailures {

    /** The message shows neither a path nor SQL; the cause is kept for the log. */
    OrchestratorException translate(SQLException failure);
}
