package dev.parallelmcp.server.bench;

import java.io.IOException;
import java.sql.SQLException;

/** One workload, measured in all its rounds. */
@FunctionalInterface
interface Measurement {

    /** Hands its lines to the site. */
    void run(Site site, Load load, Effort effort)
            throws SQLException, IOException, InterruptedException, BenchStoppedException;
}
