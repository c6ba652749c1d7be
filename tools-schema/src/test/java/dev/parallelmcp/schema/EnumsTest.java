package dev.parallelmcp.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnumsTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "runStatus, pending active waiting completed failed cancelled",
        "endedRunStatus, completed failed cancelled",
        "taskStatus, queued leased running blocked waiting_input completed failed cancelled",
        "pausedStatus, blocked waiting_input",
        "attemptStatus, leased running completed failed expired released cancelled",
        "leaseStatus, active released expired cancelled",
        "onDependencyFailure, cancel continue wait",
        "snapshotScope, run task",
        "retryBackoff, fixed exponential",
        "orderBy, created_at updated_at",
        "orderDir, asc desc",
        "detail, summary full",
        "resumedBy, input timer",
        "outputType, progress partial artifact",
        "eventType, run.created run.status.changed run.cancelled run.closed task.enqueued task.claimed task.running"
                + " task.lease_heartbeat task.blocked task.waiting_input task.resumed task.completed task.failed"
                + " task.retry_scheduled task.released task.lease_expired task.timed_out task.dead_lettered"
                + " task.requeued_from_dlq task.cancelled task.revived task.rerun context.snapshot.created",
        "errorCode, RECORD_NOT_FOUND DUPLICATE_ID INVALID_TRANSITION LEASE_CONFLICT LEASE_EXPIRED TASK_CANCELLED"
                + " RUN_TERMINAL DUPLICATE_TASK_KEY MAX_ATTEMPTS_EXCEEDED DEPENDENCY_CYCLE UNKNOWN_DEPENDENCY"
                + " IDEMPOTENCY_CONFLICT INVALID_ARGUMENT PAYLOAD_TOO_LARGE LIMIT_EXCEEDED STORE_BUSY"
                + " STORE_UNAVAILABLE STORE_CORRUPT SCHEMA_TOO_NEW INTERNAL",
    })
    void valuesAreFixed(String name, String values) {
        assertThat(values(name)).containsExactly(values.split(" ", -1));
    }

    /** One place for each list of values, so that all that refer to it are equal. */
    @Test
    void valuesAreListedInTheEnumFilesOnly() {
        List<String> elsewhere = new ArrayList<>();
        for (String path : SchemaFiles.in("")) {
            JsonNode file = SchemaFiles.read(path);
            if (!path.startsWith("enums/") && file.findValue("enum") != null) {
                elsewhere.add(path);
            }
        }
        assertThat(elsewhere).isEmpty();
        assertThat(SchemaFiles.in("enums"))
                .allSatisfy(path ->
                        assertThat(ToolJson.keys(SchemaFiles.read(path))).containsExactly("type", "enum"));
    }

    @Test
    void partsOfAStatusBelongToIt() {
        assertThat(values("runStatus")).containsAll(values("endedRunStatus"));
        assertThat(values("taskStatus")).containsAll(values("pausedStatus"));
    }

    @Test
    void countsHaveEveryTaskStatus() {
        assertThat(ToolJson.keys(SchemaFiles.read("records/taskCounts.json").path("properties")))
                .isEqualTo(values("taskStatus"));
    }

    @Test
    void runsAreCountedByEveryStatus() {
        assertThat(ToolJson.keys(SchemaFiles.read("records/runCounts.json").path("properties")))
                .isEqualTo(values("runStatus"));
    }

    private static List<String> values(String name) {
        return ToolJson.texts(SchemaFiles.read("enums/" + name + ".json").path("enum"));
    }
}
