package dev.parallelmcp.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server does what time brings although nobody claims. */
class MaintenanceIT {

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    void aLostTaskIsQueuedAgainByItself() {
        String database = folder.resolve("state.sqlite").toString();
        try (RawServer worker = new RawServer("--db", database);
                RawServer watcher = new RawServer("--db", database, "--read-only")) {
            worker.call("create_run", "{\"id\":\"run\"}");
            worker.call("enqueue_task", "{\"runId\":\"run\",\"kind\":\"k\",\"id\":\"task\"}");
            worker.call("claim_next_task", "{\"workerId\":\"w\",\"leaseMs\":500}");
            String status;
            do {
                status = watcher.call("get_task", "{\"taskId\":\"task\"}")
                        .at("/task/status")
                        .asText();
            } while (status.equals("leased"));
            assertThat(status).isEqualTo("queued");
        }
    }
}
