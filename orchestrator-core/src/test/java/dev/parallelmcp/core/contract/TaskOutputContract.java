package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.model.Attempt;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.Detail;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.OutputType;
import dev.parallelmcp.core.model.PauseStatus;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.TaskOutput;
import dev.parallelmcp.core.model.TaskView;
import dev.parallelmcp.core.model.request.EmitTaskOutputRequest;
import dev.parallelmcp.core.model.request.ListRunTasksRequest;
import dev.parallelmcp.core.model.request.ListTaskOutputRequest;
import dev.parallelmcp.core.model.request.MarkTaskRunningRequest;
import dev.parallelmcp.core.model.request.RequeueDeadTaskRequest;
import dev.parallelmcp.core.model.request.RerunRunFromRequest;
import dev.parallelmcp.core.model.result.EmitTaskOutputResult;
import dev.parallelmcp.core.model.result.TaskOutputPage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a worker puts out while it holds a task: numbered, kept through attempts and reruns, and no change of state. */
public abstract class TaskOutputContract extends NamedTaskContract {

    @Test
    void outputsAreListedAsTheyWerePutOut() {
        add(createRun(), "a");
        Claim claim = take("a");
        Json value = Json.of(" {\"z\": 1e400, \"a\": [null, \"ü\"]} ");
        Instant first = clock.instant();
        assertThat(emit(claim, OutputType.PARTIAL, value, "part one")).isEqualTo(1);
        clock.advanceMillis(5);
        assertThat(emit(claim, OutputType.ARTIFACT, "null")).isEqualTo(2);
        restart();

        String attempt = claim.attempt().id();
        assertThat(outputs(orchestrator, "a"))
                .containsExactly(
                        new TaskOutput(1, attempt, OutputType.PARTIAL, Optional.of("part one"), value, first),
                        new TaskOutput(
                                2,
                                attempt,
                                OutputType.ARTIFACT,
                                Optional.empty(),
                                Json.of("null"),
                                first.plusMillis(5)));
        assertThat(emit(claim, OutputType.PARTIAL, "3")).isEqualTo(3);
    }

    @Test
    void everyTaskCountsItsOwn() {
        Run run = createRun();
        add(run, "a");
        add(run, "b");
        Claim a = take("a");
        Claim b = take("b");
        assertThat(emit(a, OutputType.PARTIAL, "1")).isEqualTo(1);
        assertThat(emit(a, OutputType.PARTIAL, "2")).isEqualTo(2);
        assertThat(emit(b, OutputType.PARTIAL, "3")).isEqualTo(1);

        assertThat(values("a")).containsExactly("1", "2");
        assertThat(values("b")).containsExactly("3");
    }

    @Test
    void latestProgressIsShownWithTheTask() {
        Run run = createRun();
        add(run, "a");
        Claim claim = take("a");
        assertThat(task("a").progress()).isEmpty();
        emit(claim, OutputType.PROGRESS, "{\"done\":1}");
        emit(claim, OutputType.PROGRESS, "{\"done\":2}");
        emit(claim, OutputType.PARTIAL, "3");
        emit(claim, OutputType.ARTIFACT, "4");

        assertThat(task("a").progress()).contains(Json.of("{\"done\":2}"));
        for (Detail detail : Detail.values()) {
            ListRunTasksRequest all =
                    ListRunTasksRequest.builder(run.id()).detail(detail).build();
            assertThat(orchestrator.listRunTasks(all).tasks())
                    .extracting(TaskView::progress)
                    .containsExactly(Optional.of(Json.of("{\"done\":2}")));
        }
        assertThat(values("a")).containsExactly("{\"done\":1}", "{\"done\":2}", "3", "4");
    }

    @Test
    void outputIsNoEventAndNoChangeOfTheTaskButItsProgress() {
        Run run = createRun();
        add(run, "a");
        Claim claim = take("a");
        Task before = task("a");
        clock.advanceMillis(1_000);
        for (OutputType type : OutputType.values()) {
            assertThat(eventsOf(run, () -> emit(claim, type, "0.5"))).isEmpty();
        }

        assertThat(task("a"))
                .usingRecursiveComparison()
                .ignoringFields("progress")
                .isEqualTo(before);
        assertThat(view(run).run()).isEqualTo(claim.run());
        assertThat(attempts("a")).containsExactly(claim.attempt());
        assertThat(leaseRecord(claim.lease())).isEqualTo(claim.lease());
    }

    @Test
    void runningTaskPutsOutToo() {
        add(createRun(), "a");
        Claim claim = take("a");
        orchestrator.markTaskRunning(
                MarkTaskRunningRequest.builder(claim.lease()).build());
        assertThat(emit(claim, OutputType.PROGRESS, "1")).isEqualTo(1);
        assertThat(complete(claim).progress()).contains(Json.of("1"));
        assertThat(task("a").progress()).contains(Json.of("1"));
        assertThat(values("a")).containsExactly("1");
    }

    @Test
    void outputAndProgressOutliveTheAttempt() {
        add(createRun(), "a");
        Claim failed = take("a");
        emit(failed, OutputType.PROGRESS, "1");
        assertThat(failRetryably(failed).progress()).contains(Json.of("1"));
        Claim released = take("a");
        assertThat(released.task().progress()).contains(Json.of("1"));
        emit(released, OutputType.PARTIAL, "2");
        assertThat(release(released).progress()).contains(Json.of("1"));
        Claim paused = take("a");
        pause(paused, PauseStatus.BLOCKED);
        resume(task("a"));
        Claim expired = take("a");
        clock.advanceMillis(60_000);
        sweep();
        assertThat(task("a").progress()).contains(Json.of("1"));
        emit(take("a"), OutputType.PROGRESS, "3");

        assertThat(task("a").progress()).contains(Json.of("3"));
        List<String> attempts = attempts("a").stream().map(Attempt::id).toList();
        assertThat(attempts.get(3)).isEqualTo(expired.attempt().id());
        assertThat(outputs(orchestrator, "a"))
                .extracting(TaskOutput::attemptId)
                .containsExactly(attempts.get(0), attempts.get(1), attempts.get(4));
        assertThat(numbers("a")).containsExactly(1L, 2L, 3L);
    }

    @Test
    void requeueAndRerunForgetTheProgressAndKeepTheOutput() {
        Run run = createRun();
        enqueue(spec(run, "a").maxAttempts(1));
        add(run, "b", "a");
        Claim dying = take("a");
        emit(dying, OutputType.PROGRESS, "1");
        assertThat(failRetryably(dying).progress()).contains(Json.of("1"));

        Task requeued = orchestrator
                .requeueDeadTask(RequeueDeadTaskRequest.builder("a").build())
                .task();
        assertThat(requeued.progress()).isEmpty();
        Claim second = take("a");
        emit(second, OutputType.PROGRESS, "2");
        complete(second);
        Claim dependent = take("b");
        emit(dependent, OutputType.PROGRESS, "\"of b\"");
        complete(dependent);

        orchestrator.rerunRunFrom(RerunRunFromRequest.builder("a").build());
        assertThat(task("a").progress()).isEmpty();
        assertThat(task("b").progress()).isEmpty();
        assertThat(values("a")).containsExactly("1", "2");
        assertThat(values("b")).containsExactly("\"of b\"");
        assertThat(emit(take("a"), OutputType.PARTIAL, "3")).isEqualTo(3);
    }

    @Test
    void pagesFollowEachOther() {
        add(createRun(), "a");
        Claim claim = take("a");
        assertThat(page(0, 2)).isEqualTo(new TaskOutputPage(List.of(), 0, false));
        for (int i = 1; i <= 5; i++) {
            emit(claim, OutputType.PARTIAL, String.valueOf(i));
        }

        TaskOutputPage first = page(0, 2);
        assertThat(first.outputs()).extracting(TaskOutput::sequence).containsExactly(1L, 2L);
        assertThat(first.nextSeq()).isEqualTo(2);
        assertThat(page(2, 2).outputs()).extracting(TaskOutput::sequence).containsExactly(3L, 4L);
        TaskOutputPage last = page(4, 2);
        assertThat(last.outputs()).extracting(TaskOutput::sequence).containsExactly(5L);
        assertThat(last.nextSeq()).isEqualTo(5);
        assertThat(page(5, 2)).isEqualTo(new TaskOutputPage(List.of(), 5, false));
        assertThat(page(Long.MAX_VALUE, 2)).isEqualTo(new TaskOutputPage(List.of(), Long.MAX_VALUE, false));
    }

    @Test
    void pageHasFiftyEntriesUnlessSaidOtherwise() {
        add(createRun(), "a");
        Claim claim = take("a");
        orchestrator.transaction(on -> {
            for (int i = 1; i <= 51; i++) {
                on.emitTaskOutput(EmitTaskOutputRequest.builder(claim.lease(), OutputType.PARTIAL, Json.of("1"))
                        .build());
            }
            return true;
        });

        TaskOutputPage page =
                orchestrator.listTaskOutput(ListTaskOutputRequest.builder("a").build());
        assertThat(page.outputs()).hasSize(50);
        assertThat(page.nextSeq()).isEqualTo(50);
        assertThat(page.truncated()).isFalse();
    }

    @Test
    void unknownTaskIsRefused() {
        Run run = createRun();
        assertThat(refused(ErrorCode.RECORD_NOT_FOUND, () -> outputs(orchestrator, "nobody"))
                        .ids())
                .containsEntry("taskId", "nobody");
        refused(ErrorCode.RECORD_NOT_FOUND, () -> outputs(orchestrator, run.id()));
    }

    @Test
    void repetitionAnswersTheSameNumberAndPutsOutNothing() {
        add(createRun(), "a");
        Claim claim = take("a");
        emit(claim, OutputType.PARTIAL, "0");
        EmitTaskOutputRequest request = EmitTaskOutputRequest.builder(
                        claim.lease(), OutputType.PROGRESS, Json.of("{\"a\":1,\"b\":2}"))
                .clientToken("token")
                .build();
        assertThat(orchestrator.emitTaskOutput(request)).isEqualTo(new EmitTaskOutputResult(2, false));
        emit(claim, OutputType.PROGRESS, "3");
        changesNothing(
                () -> assertThat(orchestrator.emitTaskOutput(request)).isEqualTo(new EmitTaskOutputResult(2, true)));
        complete(claim);
        restart();

        changesNothing(
                () -> assertThat(orchestrator.emitTaskOutput(request)).isEqualTo(new EmitTaskOutputResult(2, true)));
        refused(
                ErrorCode.IDEMPOTENCY_CONFLICT,
                () -> orchestrator.emitTaskOutput(
                        EmitTaskOutputRequest.builder(claim.lease(), OutputType.PARTIAL, Json.of("{\"a\":1,\"b\":2}"))
                                .clientToken("token")
                                .build()));
    }

    private long emit(Claim claim, OutputType type, String json) {
        Json value = Json.of(json);
        return orchestrator
                .emitTaskOutput(EmitTaskOutputRequest.builder(claim.lease(), type, value)
                        .build())
                .sequence();
    }

    private long emit(Claim claim, OutputType type, Json value, String name) {
        return orchestrator
                .emitTaskOutput(EmitTaskOutputRequest.builder(claim.lease(), type, value)
                        .name(name)
                        .build())
                .sequence();
    }

    private TaskOutputPage page(long afterSeq, int limit) {
        return orchestrator.listTaskOutput(ListTaskOutputRequest.builder("a")
                .afterSeq(afterSeq)
                .limit(limit)
                .build());
    }

    private List<String> values(String taskId) {
        return outputs(orchestrator, taskId).stream()
                .map(output -> output.value().text())
                .toList();
    }

    private List<Long> numbers(String taskId) {
        return outputs(orchestrator, taskId).stream().map(TaskOutput::sequence).toList();
    }
}
