package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.model.Attempt;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.ContextSnapshot;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.PauseStatus;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.request.AppendContextSnapshotRequest;
import dev.parallelmcp.core.model.request.CompleteTaskRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.FailTaskRequest;
import dev.parallelmcp.core.model.request.GetContextSnapshotRequest;
import dev.parallelmcp.core.model.request.GetCurrentContextSnapshotRequest;
import dev.parallelmcp.core.model.request.PauseTaskRequest;
import dev.parallelmcp.core.model.request.ResumeTaskRequest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Payloads are text: they come back as they went in, whatever they say. */
public abstract class PayloadContract extends NamedTaskContract {

    /** Members of objects whose text no store may touch. */
    static Stream<String> texts() {
        return Stream.of(
                "{\"huge\":1e400,\"tiny\":-1E-400}",
                "{\"long\":123456789012345678901234567890,\"fine\":0.123456789012345678901234567890}",
                "{\"one\":1.0,\"two\":1.00,\"zero\":-0,\"exp\":1E+2}",
                "{\"z\":1,\"a\":2,\"m\":{\"y\":1,\"b\":2}}",
                "{\"twice\":1,\"twice\":2}",
                "{\"emoji\":\"😀👩‍👩‍👧‍👦\",\"ä\":\"ß€\",\"İ\":\"ı\"}",
                "{\"escapes\":\"\\u0000\\u001f\\ud83d\\ude00\\/\\\"\\\\\\b\\f\\n\\r\\t\"}",
                "{\"lone\":\"\\ud800\"}",
                "{\"null\":null,\"true\":true,\"\":\"\"}",
                " {\t\"spaced\" :\r\n [ 1 , 2 ] } ",
                "{\"sql\":\"'; DROP TABLE tasks; --\",\"like\":\"%_\"}",
                "{\"deep\":" + "[".repeat(499) + "]".repeat(499) + "}");
    }

    @ParameterizedTest
    @MethodSource("texts")
    void everyPayloadComesBackAsItWentIn(String text) {
        Json json = Json.of(text);
        Run run = orchestrator
                .createRun(
                        CreateRunRequest.builder().metadata(json).context(json).build())
                .run();
        enqueue(spec(run, "a").input(json).metadata(json));
        enqueue(spec(run, "b").maxAttempts(1));
        orchestrator.pauseTask(PauseTaskRequest.builder(take("a").lease(), PauseStatus.WAITING_INPUT)
                .state(json)
                .build());
        orchestrator.resumeTask(ResumeTaskRequest.builder("a").input(json).build());
        restart();
        Claim claim = take("a");
        requireInputs(claim.task(), json);
        orchestrator.completeTask(CompleteTaskRequest.builder(claim.lease())
                .output(json)
                .metadata(json)
                .nextContext(json)
                .build());
        ContextSnapshot appended = orchestrator
                .appendContextSnapshot(
                        AppendContextSnapshotRequest.builder(run.id(), json).build())
                .snapshot();
        orchestrator.failTask(FailTaskRequest.builder(take("b").lease(), "error")
                .metadata(json)
                .build());
        restart();

        assertThat(run(run.id()).metadata()).contains(json);
        assertThat(task("a").output()).contains(json);
        Attempt last = attempts("a").get(1);
        assertThat(last.output()).contains(json);
        assertThat(last.metadata()).contains(json);
        assertThat(attempts("b").get(0).metadata()).contains(json);
        requireChainOfThree(run, json, appended);
    }

    private void requireInputs(Task task, Json json) {
        assertThat(task.input()).contains(json);
        assertThat(task.metadata()).contains(json);
        assertThat(task.resumeState()).contains(json);
        assertThat(task.resumeInput()).contains(json);
    }

    private void requireChainOfThree(Run run, Json json, ContextSnapshot last) {
        ContextSnapshot current = orchestrator
                .getCurrentContextSnapshot(new GetCurrentContextSnapshotRequest(run.id()))
                .snapshot()
                .orElseThrow();
        assertThat(current).isEqualTo(last);
        assertThat(current.payload()).isEqualTo(json);
        ContextSnapshot completed = snapshot(current.parentSnapshotId().orElseThrow());
        assertThat(completed.payload()).isEqualTo(json);
        ContextSnapshot initial = snapshot(completed.parentSnapshotId().orElseThrow());
        assertThat(initial.payload()).isEqualTo(json);
        assertThat(initial.parentSnapshotId()).isEmpty();
    }

    @Test
    void payloadNeedNotBeAnObject() {
        Run run = orchestrator
                .createRun(CreateRunRequest.builder().keepOpen().build())
                .run();
        int number = 0;
        for (String text : List.of("1e400", "-0", "\"\"", "null", "false", "[]", "1.0")) {
            String id = "t" + number++;
            Json json = Json.of(text);
            enqueue(spec(run, id).input(json));
            orchestrator.completeTask(
                    CompleteTaskRequest.builder(take(id).lease()).output(json).build());

            assertThat(task(id).input()).contains(json);
            assertThat(task(id).output()).contains(json);
        }
    }

    @Test
    void absentPayloadIsNotTheSameAsNull() {
        Run run = createRun();

        assertThat(add(run, "a").input()).isEmpty();
        assertThat(enqueue(spec(run, "b").input(Json.of("null"))).input()).contains(Json.of("null"));
        assertThat(task("a").input()).isEmpty();
        assertThat(task("b").input()).contains(Json.of("null"));
    }

    private ContextSnapshot snapshot(String id) {
        return orchestrator
                .getContextSnapshot(new GetContextSnapshotRequest(id))
                .snapshot();
    }
}
