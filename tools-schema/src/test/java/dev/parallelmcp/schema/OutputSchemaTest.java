package dev.parallelmcp.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OutputSchemaTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.parallelmcp.schema.ToolJson#names")
    void isValidAndFreeOfReferences(String name) {
        JsonNode schema = ToolJson.output(name);
        assertThat(Validator.checkSchema(schema)).isEmpty();
        assertThat(schema.toString()).doesNotContain("$ref").doesNotContain("$defs");
        assertThat(schema.path("type").asText()).isEqualTo("object");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.parallelmcp.schema.ToolJson#names")
    void acceptsAnError(String name) throws JsonProcessingException {
        assertThat(Validator.check(ToolJson.output(name), json("""
                                {"error": {"code": "LEASE_EXPIRED", "message": "lease lease_1 ended", "retryable": false,
                                  "ids": {"taskId": "task_1"}, "nextTool": "claim_next_task", "retryAfterMs": 5}}"""))).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.parallelmcp.schema.ToolJson#names")
    void refusesAnErrorOutsideTheClosedSet(String name) throws JsonProcessingException {
        assertThat(Validator.check(ToolJson.output(name), json("""
                                {"error": {"code": "OOPS", "message": "m", "retryable": false, "ids": {}}}"""))).isNotEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.parallelmcp.schema.ToolJson#names")
    void refusesAnEmptyResult(String name) {
        assertThat(Validator.check(ToolJson.output(name), JsonNodeFactory.instance.objectNode()))
                .isNotEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.parallelmcp.schema.ToolJson#names")
    void tellsReplaysWhereThereIsAClientToken(String name) {
        assertThat(ToolJson.output(name).path("properties").has("replayed"))
                .isEqualTo(ToolJson.input(name).path("properties").has("clientToken"));
    }

    /** Per tool: the fields that are always there, and those that may be. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "create_run, run,",
        "get_run, run taskCounts,",
        "list_runs, runs, truncated nextOffset",
        "close_run, run,",
        "cancel_run, run,",
        "rerun_run_from, run resetTaskIds, truncated",
        "prune_runs, prunedRunIds count,",
        "enqueue_task, task,",
        "enqueue_tasks, tasks idsByRef, truncated",
        "claim_next_task, claim, retryAfterMs",
        "claim_tasks, claims, retryAfterMs truncated",
        "mark_task_running, task,",
        "heartbeat_lease, lease taskStatus, attemptDeadlineAt",
        "complete_task, task,",
        "complete_tasks, results,",
        "fail_task, task,",
        "pause_task, task,",
        "resume_task, task,",
        "release_task, task,",
        "cancel_task, task,",
        "get_task, task, attempts truncated",
        "list_run_tasks, tasks, total truncated nextOffset",
        "list_pending_tasks, tasks, truncated",
        "list_dead_tasks, tasks, truncated nextOffset",
        "requeue_dead_task, task,",
        "expire_leases, expiredTaskIds count,",
        "run_maintenance, counts,",
        "append_context_snapshot, snapshot,",
        "get_current_context_snapshot, snapshot,",
        "get_context_snapshot, snapshot,",
        "list_run_events, events nextCursor, truncated",
        "list_events_since, events nextCursor, truncated",
        "get_stats, ready delayed blockedByDependency leased paused dead byKind runsByStatus, oldestReadyAgeMs truncated",
    })
    void declaresItsFields(String name, String always, @Nullable String sometimes) {
        JsonNode schema = ToolJson.output(name);
        assertThat(ToolJson.texts(schema.at("/anyOf/0/required"))).containsExactly(always.split(" ", -1));
        assertThat(ToolJson.texts(schema.at("/anyOf/1/required"))).containsExactly("error");
        assertThat(schema.path("anyOf")).hasSize(2);
        String declared = always + (sometimes == null ? "" : " " + sometimes);
        assertThat(ToolJson.keys(schema.path("properties")).stream()
                        .filter(field -> !field.equals("error") && !field.equals("replayed")))
                .containsExactly(declared.split(" ", -1));
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return ToolJson.MAPPER.readTree(text);
    }
}
