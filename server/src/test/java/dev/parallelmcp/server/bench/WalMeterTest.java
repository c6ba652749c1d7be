package dev.parallelmcp.server.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.store.sqlite.Durability;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WalMeterTest {

    private static final int HEADER_BYTES = 32;
    private static final int FRAME_BYTES = 24 + 4_096;
    private static final Sample SAMPLE = new Sample(1, 1, 1, OptionalDouble.empty(), OptionalLong.empty());

    @TempDir
    Path folder;

    /** More of them than the log holds before it is carried over and begins anew: nothing of it is lost to the eye. */
    @Test
    void everyPageThatIsAppendedCounts() throws SQLException, IOException, InterruptedException, BenchStoppedException {
        Path file = folder.resolve("state.sqlite");
        int commits = 4_500;
        try (RawDatabase database = RawDatabase.open(file, Durability.NORMAL)) {
            database.script("CREATE TABLE counter (value INTEGER); INSERT INTO counter VALUES (0)");
            PreparedStatement count = database.prepare("UPDATE counter SET value = value + 1");
            Sample measured =
                    WalMeter.measured(file, SAMPLE, commits, () -> Workers.one(commits, 1, count::executeUpdate));
            double bytes = HEADER_BYTES + (double) FRAME_BYTES * commits;
            assertThat(measured).isEqualTo(SAMPLE.withWalBytesPerTask(bytes / commits));
            assertThat(database.number("SELECT value FROM counter")).isEqualTo(commits);
        }
    }
}
