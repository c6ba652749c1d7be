package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.engine.OrchestratorOptions;
import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.Limits;
import dev.parallelmcp.core.model.PauseStatus;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.request.AppendContextSnapshotRequest;
import dev.parallelmcp.core.model.request.CompleteTaskRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.FailTaskRequest;
import dev.parallelmcp.core.model.request.PauseTaskRequest;
import dev.parallelmcp.core.model.request.ResumeTaskRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** How much of everything a store takes. */
public abstract class LimitContract extends NamedTaskContract {

    private static final int MIB = 1024 * 1024;

    @Test
    void payloadMayHoldOneMebibyteAndNoByteMore() {
        Run run = createRun();
        Json exactly = ofBytes(MIB);

        assertThat(enqueue(spec(run, "a").input(exactly)).input()).contains(exactly);
        OrchestratorException refusal = refused(
                ErrorCode.PAYLOAD_TOO_LARGE, () -> enqueue(spec(run, "b").input(ofBytes(MIB + 1))));

        assertThat(refusal.message()).startsWith("input holds 1048577 bytes, allowed are 1048576");
        assertThat(refusal.retryable()).isFalse();
    }

    @Test
    void sizeIsThatOfTheTextInUtf8() {
        restart(OrchestratorOptions.DEFAULT.withMaxPayloadBytes(22));
        Run run = createRun();

        for (String fits :
                List.of("\"" + "a".repeat(20) + "\"", "\"" + "é".repeat(10) + "\"", "\"€€€€€€aa\"", "\"😀😀😀😀😀\"")) {
            Json json = Json.of(fits);
            assertThat(json.utf8Bytes()).isEqualTo(22);
            assertThat(enqueue(EnqueueTaskRequest.builder(run.id(), "any").input(json))
                            .input())
                    .contains(json);
            Json larger = Json.of(fits.substring(0, fits.length() - 1) + "a\"");
            refused(ErrorCode.PAYLOAD_TOO_LARGE, () -> enqueue(spec(run, "any").input(larger)));
        }
    }

    @Test
    void deploymentMaySetTheSizeOfPayloads() {
        restart(OrchestratorOptions.DEFAULT.withMaxPayloadBytes(12 * MIB));
        Run run = createRun();
        Json exactly = ofBytes(12 * MIB);

        assertThat(enqueue(spec(run, "a").input(exactly)).input()).contains(exactly);
        refused(ErrorCode.PAYLOAD_TOO_LARGE, () -> enqueue(spec(run, "b").input(ofBytes(12 * MIB + 1))));
    }

    @Test
    void everyPayloadIsMeasuredAndNamed() {
        restart(OrchestratorOptions.DEFAULT.withMaxPayloadBytes(20));
        Run run = createRun();
        add(run, "a");
        add(run, "paused");
        Claim claim = take("a");
        orchestrator.pauseTask(PauseTaskRequest.builder(take("paused").lease(), PauseStatus.BLOCKED)
                .build());
        Json large = Json.of("{\"much\":\"too large\"}");
        assertThat(large.utf8Bytes()).isEqualTo(20);
        Json larger = Json.of("{\"much\":\"too large \"}");

        tooLarge(
                "metadata",
                () -> orchestrator.createRun(
                        CreateRunRequest.builder().metadata(larger).build()));
        tooLarge(
                "context",
                () -> orchestrator.createRun(
                        CreateRunRequest.builder().context(larger).build()));
        tooLarge("input", () -> enqueue(spec(run, "b").input(larger)));
        tooLarge("metadata", () -> enqueue(spec(run, "b").metadata(larger)));
        tooLarge(
                "output",
                () -> complete(CompleteTaskRequest.builder(claim.lease()).output(larger)));
        tooLarge(
                "metadata",
                () -> complete(CompleteTaskRequest.builder(claim.lease()).metadata(larger)));
        tooLarge(
                "nextContext",
                () -> complete(CompleteTaskRequest.builder(claim.lease()).nextContext(larger)));
        tooLarge(
                "metadata",
                () -> orchestrator.failTask(FailTaskRequest.builder(claim.lease(), "error")
                        .metadata(larger)
                        .build()));
        tooLarge(
                "state",
                () -> orchestrator.pauseTask(PauseTaskRequest.builder(claim.lease(), PauseStatus.BLOCKED)
                        .state(larger)
                        .build()));
        tooLarge(
                "input",
                () -> orchestrator.resumeTask(
                        ResumeTaskRequest.builder("paused").input(larger).build()));
        tooLarge(
                "payload",
                () -> orchestrator.appendContextSnapshot(
                        AppendContextSnapshotRequest.builder(run.id(), larger).build()));
        assertThat(complete(CompleteTaskRequest.builder(claim.lease())
                                .output(large)
                                .metadata(large)
                                .nextContext(large))
                        .output())
                .contains(large);
    }

    @Test
    void payloadThatWasTakenUnderALargerLimitStaysReadable() {
        Run run = createRun();
        Json json = ofBytes(1_000);
        enqueue(spec(run, "a").input(json));

        restart(OrchestratorOptions.DEFAULT.withMaxPayloadBytes(10));

        assertThat(take("a").task().input()).contains(json);
    }

    @Test
    void optionBeyondTheHighestIsRefused() {
        assertThat(refused(
                                ErrorCode.INVALID_ARGUMENT,
                                () -> OrchestratorOptions.DEFAULT.withMaxPayloadBytes(
                                        Limits.HIGHEST_MAX_PAYLOAD_BYTES + 1))
                        .message())
                .isEqualTo("maxPayloadBytes: given 12582913, allowed 1 to 12582912");
    }

    @Test
    void runHoldsSoManyTasksWhateverTheirState() {
        restart(OrchestratorOptions.DEFAULT.withMaxTasksPerRun(3));
        Run run = createRun();
        add(run, "a");
        add(run, "b");
        add(run, "c");
        finish("a");
        fail(take("b"), "broken");

        OrchestratorException refusal = refused(ErrorCode.LIMIT_EXCEEDED, () -> add(run, "d"));

        assertThat(refusal.message()).contains("holds 3 tasks");
        assertThat(refusal.ids()).containsEntry("runId", run.id());
        assertThat(refusal.nextTool()).contains("create_run");
        assertThat(refusal.retryable()).isFalse();
        add(createRun(), "d");
    }

    @Test
    void limitOfTasksHoldsInsideATransaction() {
        restart(OrchestratorOptions.DEFAULT.withMaxTasksPerRun(2));
        Run run = createRun();

        refused(
                ErrorCode.LIMIT_EXCEEDED,
                () -> orchestrator.transaction(operations -> {
                    operations.enqueueTask(spec(run, "a").build());
                    operations.enqueueTask(spec(run, "b").build());
                    return operations.enqueueTask(spec(run, "c").build());
                }));

        assertThat(tasksOf(run)).isEmpty();
    }

    @Test
    void taskMayHaveAThousandDependencies() {
        Run run = createRun();
        List<String> ids = new ArrayList<>();
        orchestrator.transaction(operations -> {
            for (int i = 0; i < Limits.MAX_DEPENDENCIES_PER_TASK; i++) {
                ids.add(operations
                        .enqueueTask(spec(run, "t" + i).build())
                        .task()
                        .id());
            }
            return ids;
        });

        Task last = add(run, "last", ids.toArray(String[]::new));

        assertThat(last.dependsOnTaskIds()).isEqualTo(ids);
        assertThat(task("last")).isEqualTo(last);
        add(run, "more");
        ids.add("more");
        assertThat(refused(ErrorCode.INVALID_ARGUMENT, () -> add(run, "over", ids.toArray(String[]::new)))
                        .message())
                .isEqualTo("dependsOnTaskIds: given 1001, allowed 0 to 1000");
    }

    @Test
    void repeatedDependenciesDoNotCountTowardsTheLimit() {
        Run run = createRun();
        add(run, "a");
        String[] same = new String[Limits.MAX_DEPENDENCIES_PER_TASK + 1];
        Arrays.fill(same, "a");

        assertThat(add(run, "b", same).dependsOnTaskIds()).containsExactly("a");
    }

    @Test
    void namesMayHave256CharactersOfAnyKind() {
        String name = "ż😀".repeat(85) + "x";
        assertThat(name).hasSize(Limits.MAX_NAME_CHARACTERS);
        Run run = orchestrator
                .createRun(CreateRunRequest.builder()
                        .id("i".repeat(256))
                        .namespace(name)
                        .externalId(name)
                        .clientToken(name)
                        .build())
                .run();
        Task task = enqueue(EnqueueTaskRequest.builder(run.id(), name).key(name));

        assertThat(run(run.id())).satisfies(stored -> {
            assertThat(stored.namespace()).isEqualTo(name);
            assertThat(stored.externalId()).contains(name);
        });
        assertThat(task(task.id()).kind()).isEqualTo(name);
        assertThat(task(task.id()).key()).contains(name);
        assertThat(tryTake(name)).isPresent();
    }

    private void tooLarge(String field, ThrowingCallable call) {
        assertThat(refused(ErrorCode.PAYLOAD_TOO_LARGE, call).message())
                .isEqualTo(field + " holds 21 bytes, allowed are 20; store it elsewhere and pass a reference");
    }

    private Task complete(CompleteTaskRequest.Builder request) {
        return orchestrator.completeTask(request.build()).task();
    }

    private static Json ofBytes(int bytes) {
        return Json.of('"' + "x".repeat(bytes - 2) + '"');
    }
}
