package dev.parallelmcp.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordSchemaTest {

    private static final String SUMMARY = """
            {"id": "task_1", "kind": "build", "status": "queued", "priority": 0, "attemptCount": 0}""";
    private static final String RUN = """
            {"id": "run_1", "namespace": "default", "status": "pending", "keepOpen": false,
              "createdAt": "2026-01-02T03:04:05.678Z", "updatedAt": "2026-01-02T03:04:05.678Z"}""";

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "run, /properties/run, id namespace externalId status metadata currentContextSnapshotId keepOpen createdAt"
                + " updatedAt",
        "task, /properties/task, id runId key kind status statusReason priority maxAttempts attemptCount retryDelayMs"
                + " retryBackoff retryMaxDelayMs retryJitter timeoutMs notBefore input output metadata error"
                + " contextSnapshotId leaseId leasedBy leaseExpiresAt dependsOnTaskIds onDependencyFailure dead resumeAt"
                + " deadlineAt resumeState resumeInput resumedBy progress createdAt updatedAt startedAt completedAt",
        "attempt, /properties/attempt, id runId taskId number counted workerId status leasedAt startedAt endedAt"
                + " leaseExpiresAt contextSnapshotId error output metadata",
        "lease, /properties/lease, id runId taskId attemptId workerId fencingToken status acquiredAt expiresAt"
                + " heartbeatAt releasedAt clientToken",
    })
    void claimShowsWholeRecords(String record, String pointer, String fields) {
        JsonNode claim = ToolJson.output("claim_next_task").at("/properties/claim/anyOf/0");
        assertThat(ToolJson.keys(claim.at(pointer).path("properties"))).containsExactly(fields.split(" ", -1));
        assertThat(ToolJson.texts(claim.path("required"))).contains(record);
    }

    @Test
    void claimMayBeNull() throws JsonProcessingException {
        JsonNode schema = ToolJson.output("claim_next_task");
        assertThat(Validator.check(schema, json("{\"claim\": null, \"retryAfterMs\": 250}")))
                .isEmpty();
        assertThat(Validator.check(schema, json("{\"retryAfterMs\": 250}"))).isNotEmpty();
    }

    @Test
    void currentSnapshotMayBeNullAndAnotherMayNot() throws JsonProcessingException {
        JsonNode none = json("{\"snapshot\": null}");
        assertThat(Validator.check(ToolJson.output("get_current_context_snapshot"), none))
                .isEmpty();
        assertThat(Validator.check(ToolJson.output("get_context_snapshot"), none))
                .isNotEmpty();
    }

    @Test
    void runCarriesTimesAsIsoInstants() throws JsonProcessingException {
        JsonNode schema = ToolJson.output("create_run");
        assertThat(Validator.check(schema, json("{\"run\": " + RUN + "}"))).isEmpty();
        assertThat(Validator.check(schema, json("{\"run\": " + RUN.replace("2026-01-02T", "2 January ") + "}")))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"list_run_tasks", "list_pending_tasks", "list_dead_tasks"})
    void listedTasksMayBeSummaries(String name) throws JsonProcessingException {
        JsonNode schema = ToolJson.output(name);
        assertThat(Validator.check(schema, json("{\"tasks\": [" + SUMMARY + "]}")))
                .isEmpty();
        assertThat(Validator.check(schema, json("{\"tasks\": [{\"id\": \"task_1\"}]}")))
                .isNotEmpty();
    }

    @Test
    void singleTaskIsNeverASummary() throws JsonProcessingException {
        assertThat(Validator.check(ToolJson.output("get_task"), json("{\"task\": " + SUMMARY + "}")))
                .isNotEmpty();
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return ToolJson.MAPPER.readTree(text);
    }
}
