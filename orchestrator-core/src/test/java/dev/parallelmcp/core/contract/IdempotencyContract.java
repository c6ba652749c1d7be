package dev.parallelmcp.core.contract;

import static dev.parallelmcp.core.contract.RepeatableCall.FIRST;
import static dev.parallelmcp.core.contract.RepeatableCall.OTHER;
import static dev.parallelmcp.core.contract.RepeatableCall.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallelmcp.core.contract.RepeatableCall.Reply;
import dev.parallelmcp.core.contract.RepeatableCall.Scene;
import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.Limits;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.CompleteTaskRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.FailTaskRequest;
import dev.parallelmcp.core.model.result.RunResult;
import dev.parallelmcp.core.model.result.TaskResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls with a client token take effect once. */
public abstract class IdempotencyContract extends NamedTaskContract {

    @ParameterizedTest
    @EnumSource
    void repetitionAnswersTheSameAndChangesNothing(RepeatableCall call) {
        Scene scene = Scene.on(orchestrator);
        Picture before = picture();

        Reply first = call.call(scene, FIRST);
        Picture after = picture();
        Reply second = call.call(scene, FIRST);

        assertThat(first.replayed()).isFalse();
        assertThat(second.replayed()).isTrue();
        assertThat(second.entity()).isEqualTo(first.entity());
        assertThat(after).isNotEqualTo(before);
        assertThat(picture()).isEqualTo(after);
    }

    @ParameterizedTest
    @EnumSource
    void repetitionAfterARestartIsTheSame(RepeatableCall call) {
        Scene scene = Scene.on(orchestrator);
        Reply first = call.call(scene, FIRST);
        restart();
        Scene again = scene.through(orchestrator);

        changesNothing(() -> assertThat(call.call(again, FIRST)).isEqualTo(new Reply(first.entity(), true)));
    }

    @ParameterizedTest
    @EnumSource
    void otherArgumentsAreAConflict(RepeatableCall call) {
        Scene scene = Scene.on(orchestrator);
        call.call(scene, FIRST);

        OrchestratorException refusal = refused(ErrorCode.IDEMPOTENCY_CONFLICT, () -> call.call(scene, OTHER));

        assertThat(refusal.ids()).containsEntry("clientToken", TOKEN).containsKey("runId");
        assertThat(refusal.message()).contains(call.operation(), "other arguments");
        assertThat(refusal.retryable()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void anotherOperationIsAConflict(RepeatableCall call) {
        Scene scene = Scene.on(orchestrator);
        call.call(scene, FIRST);

        OrchestratorException refusal =
                refused(ErrorCode.IDEMPOTENCY_CONFLICT, () -> call.another().call(scene, FIRST));

        assertThat(refusal.message()).contains("for " + call.operation());
    }

    @ParameterizedTest
    @EnumSource
    void effectThatIsRolledBackLeavesTheTokenUnused(RepeatableCall call) {
        Scene scene = Scene.on(orchestrator);

        changesNothing(() -> assertThatThrownBy(() -> orchestrator.transaction(operations -> {
                    call.call(scene.through(operations), FIRST);
                    throw new IllegalArgumentException("the caller thinks better of it");
                }))
                .isInstanceOf(IllegalArgumentException.class));

        assertThat(call.call(scene, FIRST).replayed()).isFalse();
    }

    @Test
    void tokenIsRecordedInTheTransactionOfItsEffect() {
        CreateRunRequest request = CreateRunRequest.builder().clientToken(TOKEN).build();

        List<RunResult> results = orchestrator.transaction(
                operations -> List.of(operations.createRun(request), operations.createRun(request)));

        assertThat(results).extracting(RunResult::replayed).containsExactly(false, true);
        assertThat(results.get(1).run()).isEqualTo(results.get(0).run());
        assertThat(orchestrator.createRun(request).run())
                .isEqualTo(results.get(0).run());
    }

    @Test
    void repetitionAnswersTheTaskAsItIsNow() {
        Run run = createRun();
        TaskResult first =
                orchestrator.enqueueTask(spec(run, "a").clientToken(TOKEN).build());
        finish("a");

        TaskResult second =
                orchestrator.enqueueTask(spec(run, "a").clientToken(TOKEN).build());

        assertThat(first.task().status()).isEqualTo(TaskStatus.QUEUED);
        assertThat(second.replayed()).isTrue();
        assertThat(second.task()).isEqualTo(task("a"));
        assertThat(second.task().status()).isEqualTo(TaskStatus.COMPLETED);
    }

    @Test
    void repetitionAnswersTheRunAsItIsNow() {
        CreateRunRequest request = CreateRunRequest.builder().clientToken(TOKEN).build();
        Run run = orchestrator.createRun(request).run();
        add(run, "a");

        assertThat(orchestrator.createRun(request).run()).isEqualTo(run(run.id()));
        assertThat(orchestrator.createRun(request).run().status()).isEqualTo(RunStatus.ACTIVE);
    }

    @Test
    void repetitionOfACompletionIsNotAskedForItsLeaseAgain() {
        Run run = createRun();
        add(run, "a");
        Claim first = take("a");
        complete(first, "{\"n\":1}");
        clock.advanceMillis(3_600_000);

        assertThat(complete(first, "{\"n\":1}").replayed()).isTrue();
    }

    @Test
    void completionByAnotherHolderWithTheSameOutcomeIsARepetition() {
        Run run = createRun();
        add(run, "a");
        Claim lost = take("a");
        clock.advanceMillis(60_000);
        Claim second = take("a");
        complete(second, "{\"n\":1}");

        TaskResult repeated = complete(lost, "{\"n\":1}");

        assertThat(repeated.replayed()).isTrue();
        assertThat(repeated.task()).isEqualTo(task("a"));
        refused(ErrorCode.IDEMPOTENCY_CONFLICT, () -> complete(lost, "{\"n\":2}"));
    }

    @Test
    void failureByAnotherHolderWithTheSameOutcomeIsARepetition() {
        Run run = createRun();
        add(run, "a");
        Claim lost = take("a");
        clock.advanceMillis(60_000);
        Claim second = take("a");
        fail(second, "broken", TOKEN);

        changesNothing(() -> assertThat(fail(lost, "broken", TOKEN).replayed()).isTrue());
        refused(ErrorCode.IDEMPOTENCY_CONFLICT, () -> fail(lost, "otherwise", TOKEN));
    }

    @Test
    void outcomeOfAnotherTaskIsAConflict() {
        Run run = createRun();
        add(run, "a");
        add(run, "b");
        complete(take("a"), "1");
        Claim b = take("b");

        refused(ErrorCode.IDEMPOTENCY_CONFLICT, () -> complete(b, "1"));
    }

    @Test
    void orderOfKeysAndWhiteSpaceDoNotMatter() {
        Run run = createRun();
        Task first = enqueue(spec(run, "a")
                .input(Json.of("{\"a\":1,\"b\":{\"c\":[1,{\"x\":2,\"y\":3}],\"d\":\"e\"}}"))
                .clientToken(TOKEN));

        TaskResult second = orchestrator.enqueueTask(spec(run, "a")
                .input(Json.of(" { \"b\": {\"d\": \"\\u0065\", \"c\": [ 1, {\"y\":3,\"x\":2} ]}, \"a\": 1 } "))
                .clientToken(TOKEN)
                .build());

        assertThat(second.replayed()).isTrue();
        assertThat(second.task().input()).isEqualTo(first.input());
    }

    @Test
    void orderInArraysAndValuesMatter() {
        Run run = createRun();
        enqueue(spec(run, "a").input(Json.of("{\"a\":[1,2],\"b\":\"1\"}")).clientToken(TOKEN));

        for (String other : List.of(
                "{\"a\":[2,1],\"b\":\"1\"}",
                "{\"a\":[1,2],\"b\":1}",
                "{\"a\":[1,2]}",
                "{\"a\":[1,2],\"b\":\"1\",\"c\":null}",
                "{\"a\":[[1,2]],\"b\":\"1\"}",
                "{\"b\":[1,2],\"a\":\"1\"}")) {
            refused(
                    ErrorCode.IDEMPOTENCY_CONFLICT,
                    () -> enqueue(spec(run, "a").input(Json.of(other)).clientToken(TOKEN)));
        }
    }

    @Test
    void everyPayloadCanBeCompared() {
        Run run = createRun();
        String digits = "9".repeat(100_000);
        String deep = "[".repeat(Limits.MAX_PAYLOAD_DEPTH) + "]".repeat(Limits.MAX_PAYLOAD_DEPTH);
        int number = 0;
        for (String text : List.of(digits, "{\"" + digits + "\":1e400}", deep, "\"" + digits + "\"", "null")) {
            EnqueueTaskRequest request = spec(run, "t" + number++)
                    .input(Json.of(text))
                    .clientToken("token-" + number)
                    .build();

            assertThat(orchestrator.enqueueTask(request).replayed()).isFalse();
            assertThat(orchestrator.enqueueTask(request).replayed()).isTrue();
        }
    }

    @Test
    void refusedCallLeavesItsTokenUnused() {
        Run run = createRun();
        refused(
                ErrorCode.UNKNOWN_DEPENDENCY,
                () -> enqueue(spec(run, "a", "nobody").clientToken(TOKEN)));

        TaskResult later =
                orchestrator.enqueueTask(spec(run, "a").clientToken(TOKEN).build());

        assertThat(later.replayed()).isFalse();
    }

    @Test
    void differentTokensAreDifferentCalls() {
        Run run = createRun();
        Task a = enqueue(EnqueueTaskRequest.builder(run.id(), "work").clientToken("one"));
        Task b = enqueue(EnqueueTaskRequest.builder(run.id(), "work").clientToken("two"));

        assertThat(a.id()).isNotEqualTo(b.id());
    }

    @RepeatedTest(3)
    void oneOfManyEqualCallsAtOnceTakesEffect() throws Exception {
        Run run = createRun();
        CountDownLatch start = new CountDownLatch(1);
        List<Future<TaskResult>> futures = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        Callable<TaskResult> call = () -> {
            start.await();
            return orchestrator.enqueueTask(EnqueueTaskRequest.builder(run.id(), "work")
                    .clientToken(TOKEN)
                    .build());
        };
        for (int i = 0; i < 8; i++) {
            futures.add(threads.submit(call));
        }
        start.countDown();
        List<TaskResult> results = new ArrayList<>();
        for (Future<TaskResult> future : futures) {
            results.add(future.get());
        }
        threads.shutdownNow();

        assertThat(results).filteredOn(result -> !result.replayed()).hasSize(1);
        assertThat(results)
                .extracting(result -> result.task().id())
                .containsOnly(results.get(0).task().id());
        assertThat(tasksOf(run)).hasSize(1);
    }

    private TaskResult complete(Claim claim, String output) {
        return orchestrator.completeTask(CompleteTaskRequest.builder(claim.lease())
                .output(Json.of(output))
                .clientToken(TOKEN)
                .build());
    }

    private TaskResult fail(Claim claim, String error, String token) {
        return orchestrator.failTask(
                FailTaskRequest.builder(claim.lease(), error).clientToken(token).build());
    }
}
