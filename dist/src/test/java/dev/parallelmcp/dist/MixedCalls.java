package dev.parallelmcp.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * A mix of calls in which every one carries a mark of its own that its reply must show: the life of one run after the
 * other, with refusals and requests that are no tool calls between them.
 */
final class MixedCalls {

    private static final int STEPS = 12;

    private final PipelinedServer server;
    private final List<CompletableFuture<?>> checks = new ArrayList<>();
    /** What was claimed and is yet to be completed. */
    private final Queue<JsonNode> held = new ConcurrentLinkedQueue<>();

    private final Set<String> claimed = ConcurrentHashMap.newKeySet();
    private int step;

    MixedCalls(PipelinedServer server) {
        this.server = server;
    }

    /** Sends this many calls, and waits until each has its reply and each reply is the right one. */
    void run(int calls) {
        checks.clear();
        while (checks.size() < calls) {
            JsonNode claim = held.poll();
            if (claim == null) {
                next(step++);
            } else {
                complete(claim);
            }
        }
        PipelinedServer.await(CompletableFuture.allOf(checks.toArray(CompletableFuture[]::new)));
    }

    private void next(int number) {
        String life = Integer.toString(number / STEPS);
        switch (number % STEPS) {
            case 0 -> createRun(life);
            case 1 -> enqueue(life, "a");
            case 2 -> enqueue(life, "b");
            case 3 -> getRun(life);
            case 4, 5 -> claim(life, "worker-" + number);
            case 6 -> getTask(life);
            case 7 -> getNobody("nobody-" + number);
            case 8 -> appendSnapshot(life);
            case 9 -> getSnapshot(life);
            case 10 ->
                check(
                        server.request("ping", "{}"),
                        reply -> assertThat(reply.get("result")).isEmpty());
            default -> callNoTool("no_such_tool_" + number);
        }
    }

    /** Open, since its tasks may have ended when the last of its steps is sent. */
    private void createRun(String life) {
        ok(
                "create_run",
                "{\"id\":\"run-%s\",\"keepOpen\":true,\"metadata\":{\"mark\":\"m-%s\"}}".formatted(life, life),
                answer -> assertRun(answer, life));
    }

    private void getRun(String life) {
        ok("get_run", "{\"runId\":\"run-%s\"}".formatted(life), answer -> {
            assertRun(answer, life);
            assertThat(answer.at("/taskCounts/queued").asInt()).isEqualTo(2);
        });
    }

    private static void assertRun(JsonNode answer, String life) {
        assertThat(answer.at("/run/id").asText()).isEqualTo("run-" + life);
        assertThat(answer.at("/run/metadata/mark").asText()).isEqualTo("m-" + life);
    }

    private void enqueue(String life, String name) {
        String task = "task-" + life + name;
        ok(
                "enqueue_task",
                "{\"id\":\"%s\",\"runId\":\"run-%s\",\"kind\":\"k\",\"input\":\"in %s\"}".formatted(task, life, task),
                answer -> assertTask(answer, task));
    }

    private void getTask(String life) {
        String task = "task-" + life + "a";
        ok("get_task", "{\"taskId\":\"%s\"}".formatted(task), answer -> assertTask(answer, task));
    }

    private static void assertTask(JsonNode answer, String task) {
        assertThat(answer.at("/task/id").asText()).isEqualTo(task);
        assertThat(answer.at("/task/input").asText()).isEqualTo("in " + task);
    }

    private void claim(String life, String worker) {
        ok("claim_next_task", "{\"workerId\":\"%s\",\"runId\":\"run-%s\"}".formatted(worker, life), answer -> {
            JsonNode claim = answer.get("claim");
            assertThat(claim.at("/run/id").asText()).isEqualTo("run-" + life);
            assertThat(claim.at("/lease/workerId").asText()).isEqualTo(worker);
            assertThat(claimed.add(claim.at("/task/id").asText())).isTrue();
            held.add(claim);
        });
    }

    private void complete(JsonNode claim) {
        String task = claim.at("/task/id").asText();
        ok(
                "complete_task",
                "{\"taskId\":\"%s\",\"leaseId\":\"%s\",\"workerId\":\"%s\",\"output\":\"out %s\"}"
                        .formatted(
                                task,
                                claim.at("/lease/id").asText(),
                                claim.at("/lease/workerId").asText(),
                                task),
                answer -> {
                    assertTask(answer, task);
                    assertThat(answer.at("/task/status").asText()).isEqualTo("completed");
                    assertThat(answer.at("/task/output").asText()).isEqualTo("out " + task);
                });
    }

    private void appendSnapshot(String life) {
        ok(
                "append_context_snapshot",
                "{\"id\":\"snapshot-%s\",\"runId\":\"run-%s\",\"payload\":[\"p-%s\"]}".formatted(life, life, life),
                answer -> assertSnapshot(answer, life));
    }

    private void getSnapshot(String life) {
        ok(
                "get_context_snapshot",
                "{\"snapshotId\":\"snapshot-%s\"}".formatted(life),
                answer -> assertSnapshot(answer, life));
    }

    private static void assertSnapshot(JsonNode answer, String life) {
        assertThat(answer.at("/snapshot/id").asText()).isEqualTo("snapshot-" + life);
        assertThat(answer.at("/snapshot/payload/0").asText()).isEqualTo("p-" + life);
    }

    private void getNobody(String nobody) {
        check(server.call("get_run", "{\"runId\":\"%s\"}".formatted(nobody)), reply -> {
            JsonNode error = reply.at("/result/structuredContent/error");
            assertThat(error.path("code").asText()).isEqualTo("RECORD_NOT_FOUND");
            assertThat(error.at("/ids/runId").asText()).isEqualTo(nobody);
        });
    }

    private void callNoTool(String name) {
        check(server.call(name, "{}"), reply -> {
            assertThat(reply.at("/error/code").asInt()).isEqualTo(-32602);
            assertThat(reply.at("/error/message").asText()).contains(name);
        });
    }

    private void ok(String tool, String arguments, Consumer<JsonNode> answer) {
        check(server.call(tool, arguments), reply -> answer.accept(Lines.content(reply)));
    }

    private void check(CompletableFuture<JsonNode> reply, Consumer<JsonNode> right) {
        checks.add(reply.thenAccept(right));
    }
}
