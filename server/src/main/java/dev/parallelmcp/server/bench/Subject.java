package dev.parallelmcp.server.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/** Something whose speed can be measured. */
@FunctionalInterface
interface Subject {

    /**
     * Does the work once, on a new database.
     *
     * @param file where to make the database; nothing is there
     */
    Sample measure(Path file, Load load) throws SQLException, IOException, InterruptedException, BenchStoppedException;
}
