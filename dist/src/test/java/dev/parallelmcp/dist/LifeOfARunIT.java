package dev.parallelmcp.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.modelcontextprotocol.spec.McpSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job of the product, end to end, through the Java SDK's own client. */
class LifeOfARunIT {

    @TempDir
    Path folder;

    private Path database() {
        return folder.resolve("state.sqlite");
    }

    @Test
    void introducesItselfAndItsTools() {
        try (SdkClient client = new SdkClient(database())) {
            assertThat(client.initialized().serverInfo().name()).isEqualTo("parallel-mcp-server");
            assertThat(client.initialized().serverInfo().version()).matches("\\d+\\.\\d+\\.\\d+.*");
            assertThat(client.initialized().instructions())
                    .contains("claim_next_task")
                    .hasSizeLessThanOrEqualTo(2000);
            assertThat(client.tools())
                    .hasSize(36)
                    .allSatisfy(tool -> {
                        assertThat(tool.description()).isNotBlank();
                        assertThat(tool.inputSchema()).containsEntry("additionalProperties", false);
                        assertThat(tool.outputSchema()).containsEntry("type", "object");
                        assertThat(tool.annotations().openWorldHint()).isFalse();
                    })
                    .extracting(McpSchema.Tool::name)
                    .startsWith("create_run", "get_run", "list_runs");
        }
    }

    @Test
    void dependentsRunInOrderAndSeeTheContextOfWhatCameBefore() {
        try (SdkClient client = new SdkClient(database())) {
            String run = client.call("create_run", Map.of("context", Map.of("step", 0)))
                    .at("/run/id")
                    .asText();
            String first = enqueue(client, run, Map.of("kind", "first", "input", Map.of("n", 1)));
            String second = enqueue(client, run, Map.of("kind", "second", "dependsOnTaskIds", List.of(first)));

            JsonNode claim = claim(client);
            assertThat(claim.at("/task/id").asText()).isEqualTo(first);
            assertThat(claim.at("/task/input/n").asInt()).isEqualTo(1);
            assertThat(client.call("claim_next_task", Map.of("workerId", "w"))
                            .get("claim")
                            .isNull())
                    .as("the second waits for the first")
                    .isTrue();
            client.call("mark_task_running", holder(claim));
            client.call("heartbeat_lease", holder(claim));
            client.call(
                    "complete_task", with(holder(claim), Map.of("output", "done", "nextContext", Map.of("step", 1))));

            JsonNode next = claim(client);
            assertThat(next.at("/task/id").asText()).isEqualTo(second);
            JsonNode context = client.call(
                    "get_context_snapshot",
                    Map.of("snapshotId", next.at("/task/contextSnapshotId").asText()));
            assertThat(context.at("/snapshot/payload/step").asInt()).isEqualTo(1);
            client.call("complete_task", holder(next));

            JsonNode ended = client.call("get_run", Map.of("runId", run));
            assertThat(ended.at("/run/status").asText()).isEqualTo("completed");
            assertThat(ended.at("/taskCounts/completed").asInt()).isEqualTo(2);
            assertThat(eventTypes(client, run))
                    .containsExactly(
                            "run.created",
                            "context.snapshot.created",
                            "task.enqueued",
                            "run.status.changed",
                            "task.enqueued",
                            "task.claimed",
                            "task.running",
                            "task.completed",
                            "context.snapshot.created",
                            "task.claimed",
                            "task.completed",
                            "run.status.changed");
        }
    }

    @Test
    void aTaskIsRetriedThenDeadThenRequeuedThenDone() {
        try (SdkClient client = new SdkClient(database())) {
            String run = client.call("create_run", Map.of()).at("/run/id").asText();
            String task = enqueue(client, run, Map.of("kind", "flaky", "maxAttempts", 2));
            String dependent = enqueue(client, run, Map.of("kind", "after", "dependsOnTaskIds", List.of(task)));
            for (int attempt = 1; attempt <= 2; attempt++) {
                JsonNode claim = claim(client);
                assertThat(claim.at("/attempt/number").asInt()).isEqualTo(attempt);
                client.call("fail_task", with(holder(claim), Map.of("error", "503", "retryable", true)));
            }
            assertThat(client.call("get_run", Map.of("runId", run))
                            .at("/run/status")
                            .asText())
                    .isEqualTo("failed");
            JsonNode dead = client.call("list_dead_tasks", Map.of("runId", run)).get("tasks");
            assertThat(dead).hasSize(1);
            assertThat(dead.get(0).get("id").asText()).isEqualTo(task);
            assertThat(status(client, dependent)).isEqualTo("cancelled");

            client.call("requeue_dead_task", Map.of("taskId", task, "reason", "fixed"));
            assertThat(status(client, dependent)).isEqualTo("queued");
            client.call("complete_task", holder(claim(client)));
            client.call("complete_task", holder(claim(client)));
            assertThat(client.call("get_run", Map.of("runId", run))
                            .at("/run/status")
                            .asText())
                    .isEqualTo("completed");
        }
    }

    @Test
    void aTaskIsCancelledAndAPartOfTheRunIsRunAgain() {
        try (SdkClient client = new SdkClient(database())) {
            String run = client.call("create_run", Map.of()).at("/run/id").asText();
            String first = enqueue(client, run, Map.of("kind", "first"));
            String second = enqueue(client, run, Map.of("kind", "second", "dependsOnTaskIds", List.of(first)));
            JsonNode stopped = claim(client);
            client.call("cancel_task", Map.of("taskId", first, "reason", "wrong input"));
            assertThat(client.refused("complete_task", holder(stopped))
                            .get("code")
                            .asText())
                    .isEqualTo("TASK_CANCELLED");
            assertThat(status(client, second)).isEqualTo("cancelled");

            JsonNode rerun = client.call("rerun_run_from", Map.of("taskId", first));
            assertThat(rerun.at("/run/status").asText()).isEqualTo("active");
            assertThat(rerun.get("resetTaskIds").toString()).isEqualTo("[\"" + first + "\",\"" + second + "\"]");
            assertThat(client.refused("complete_task", holder(stopped))
                            .get("code")
                            .asText())
                    .isEqualTo("LEASE_CONFLICT");
            client.call("complete_task", holder(claim(client)));
            client.call("complete_task", holder(claim(client)));
            assertThat(client.call("get_run", Map.of("runId", run))
                            .at("/run/status")
                            .asText())
                    .isEqualTo("completed");
        }
    }

    @Test
    void aRestartedServerHasTheInputIntactAndResumesAtTheFirstTry() {
        String task;
        Map<String, Object> input = Map.of("question", "Ship it? ✓", "numbers", List.of(1, 2.5));
        try (SdkClient client = new SdkClient(database())) {
            String run = client.call("create_run", Map.of()).at("/run/id").asText();
            task = enqueue(client, run, Map.of("kind", "ask", "input", input, "maxAttempts", 1));
            JsonNode claim = claim(client);
            client.call(
                    "pause_task",
                    with(holder(claim), Map.of("status", "waiting_input", "state", Map.of("asked", true))));
        }
        try (SdkClient client = new SdkClient(database())) {
            JsonNode waiting = client.call("get_task", Map.of("taskId", task)).get("task");
            assertThat(waiting.get("status").asText()).isEqualTo("waiting_input");
            assertThat(waiting.at("/input/question").asText()).isEqualTo("Ship it? ✓");
            client.call("resume_task", Map.of("taskId", task, "input", "yes"));
            JsonNode claim = claim(client);
            assertThat(claim.at("/task/resumeInput").asText()).isEqualTo("yes");
            assertThat(claim.at("/task/resumeState/asked").asBoolean()).isTrue();
            assertThat(claim.at("/task/attemptCount").asInt()).isEqualTo(1);
            client.call("complete_task", holder(claim));
        }
    }

    @Test
    void twoServersOnOneFileClaimEachTaskOnce() {
        try (SdkClient one = new SdkClient(database());
                SdkClient two = new SdkClient(database())) {
            String run = one.call("create_run", Map.of()).at("/run/id").asText();
            for (int i = 0; i < 100; i++) {
                enqueue(i % 2 == 0 ? one : two, run, Map.of("kind", "work"));
            }
            List<CompletableFuture<List<String>>> workers = List.of(
                    CompletableFuture.supplyAsync(() -> workOff(one)),
                    CompletableFuture.supplyAsync(() -> workOff(two)));
            List<String> claimed = new ArrayList<>();
            workers.forEach(worker -> claimed.addAll(worker.join()));
            Set<String> distinct = new HashSet<>(claimed);
            assertThat(claimed).hasSize(100);
            assertThat(distinct).hasSize(100);
            assertThat(two.call("get_run", Map.of("runId", run))
                            .at("/run/status")
                            .asText())
                    .isEqualTo("completed");
        }
    }

    @Test
    void aRefusalSaysWhatToDo() {
        try (SdkClient client = new SdkClient(database())) {
            String run = client.call("create_run", Map.of()).at("/run/id").asText();
            assertThat(client.refused("get_task", Map.of("taskId", run))
                            .get("message")
                            .asText())
                    .contains("run id");
            JsonNode wrong = client.refused("enqueue_task", Map.of("runId", run, "kind", "x", "priority", "high"));
            assertThat(wrong.get("code").asText()).isEqualTo("INVALID_ARGUMENT");
            assertThat(wrong.get("message").asText())
                    .contains("priority")
                    .contains("high")
                    .contains("integer");
        }
    }

    private static List<String> workOff(SdkClient client) {
        List<String> done = new ArrayList<>();
        JsonNode claim = client.call("claim_next_task", Map.of("workerId", "w")).get("claim");
        while (!claim.isNull()) {
            client.call("complete_task", holder(claim));
            done.add(claim.at("/task/id").asText());
            claim = client.call("claim_next_task", Map.of("workerId", "w")).get("claim");
        }
        return done;
    }

    private static String enqueue(SdkClient client, String run, Map<String, Object> task) {
        return client.call("enqueue_task", with(Map.of("runId", run), task))
                .at("/task/id")
                .asText();
    }

    private static JsonNode claim(SdkClient client) {
        JsonNode claim = client.call("claim_next_task", Map.of("workerId", "w")).get("claim");
        assertThat(claim.isNull()).as("there is something to claim").isFalse();
        return claim;
    }

    private static String status(SdkClient client, String task) {
        return client.call("get_task", Map.of("taskId", task))
                .at("/task/status")
                .asText();
    }

    private static List<String> eventTypes(SdkClient client, String run) {
        List<String> types = new ArrayList<>();
        client.call("list_run_events", Map.of("runId", run))
                .get("events")
                .forEach(event -> types.add(event.get("eventType").asText()));
        return types;
    }

    private static Map<String, Object> holder(JsonNode claim) {
        return Map.of(
                "taskId",
                claim.at("/task/id").asText(),
                "leaseId",
                claim.at("/lease/id").asText(),
                "workerId",
                claim.at("/lease/workerId").asText());
    }

    private static Map<String, Object> with(Map<String, Object> some, Map<String, Object> more) {
        Map<String, Object> all = new java.util.LinkedHashMap<>(some);
        all.putAll(more);
        return all;
    }
}
