package dev.parallelmcp.core.store.sqlite;

import dev.parallelmcp.core.store.jdbc.Session;
import java.sql.SQLException;
import org.sqlite.ProgressHandler;

/** What something costs in steps of SQLite's virtual machine: the same at every time and on every machine. */
final class VmSteps {

    private VmSteps() {}

    /** Of work that is done for the second time. */
    static int counted(Session session, Runnable work) throws SQLException {
        // Prepares the statement, which takes steps of its own to read the schema.
        work.run();
        return of(session, work);
    }

    static int of(Session session, Runnable work) throws SQLException {
        int[] steps = {0};
        ProgressHandler.setHandler(session.connection(), 1, new ProgressHandler() {
            @Override
            protected int progress() {
                steps[0]++;
                return 0;
            }
        });
        work.run();
        ProgressHandler.clearHandler(session.connection());
        return steps[0];
    }
}
