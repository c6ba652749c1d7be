package dev.parallelmcp.dist;

import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many calls in flight: none is lost, none is answered twice, no line is torn. Speed is printed, not asserted. */
class PipelinedIT {

    private static final int CALLS = Campaign.size(10_000, 50_000);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {64, 256, 1_024})
    void everyCallGetsItsOwnReplyAndNoOther(int width) {
        // What is tried is the connection; with full durability most of the time would be the disk's.
        try (PipelinedServer server = new PipelinedServer(
                width, "--db", folder.resolve("state.sqlite").toString(), "--durability", "normal")) {
            long start = System.nanoTime();
            new MixedCalls(server).run(CALLS);
            System.out.printf(
                    Locale.ROOT,
                    "mixed calls, %d in flight: %d calls, every reply checked, %.0f calls/s%n",
                    width,
                    CALLS,
                    CALLS / ((System.nanoTime() - start) / 1e9));
        }
    }
}
