package dev.parallelmcp.core.contract;

import static dev.parallelmcp.core.contract.EventFields.taskFields;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.Attempt;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.TaskView;
import dev.parallelmcp.core.model.request.CancelRunRequest;
import dev.parallelmcp.core.model.request.CloseRunRequest;
import dev.parallelmcp.core.model.request.ListDeadTasksRequest;
import dev.parallelmcp.core.model.request.RequeueDeadTaskRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Dead tasks and how they get new attempts. */
public abstract class DeadLetterContract extends NamedTaskContract {

    @Test
    void requeueGivesADeadTaskAllItsAttemptsAgain() {
        Run run = createRun();
        enqueue(spec(run, "a").maxAttempts(2));
        bury("a");
        long mark = mark();
        clock.advanceMillis(5_000);

        Task queued = requeue(RequeueDeadTaskRequest.builder("a"));

        assertThat(queued.status()).isEqualTo(TaskStatus.QUEUED);
        assertThat(queued.dead()).isFalse();
        assertThat(queued.attemptCount()).isZero();
        assertThat(queued.error()).isEmpty();
        assertThat(queued.statusReason()).isEmpty();
        assertThat(queued.notBefore()).isEmpty();
        assertThat(queued.startedAt()).isEmpty();
        assertThat(queued.completedAt()).isEmpty();
        assertThat(queued.updatedAt()).isEqualTo(clock.instant());
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.ACTIVE);
        assertThat(told(mark)).containsExactly("task.requeued_from_dlq a", "run.status.changed active");
        assertThat(Payloads.of(only(EventType.TASK_REQUEUED_FROM_DLQ, mark)))
                .isEqualTo(taskFields("queued", 0, null, null, null));
        failRetryably(take("a"), "again");
        assertThat(failRetryably(take("a"), "again").dead()).isTrue();
    }

    @Test
    void attemptsAreKeptAndTheirNumbersContinue() {
        enqueue(spec(createRun(), "a").maxAttempts(2));
        bury("a");

        requeue(RequeueDeadTaskRequest.builder("a"));

        assertThat(take("a").attempt().number()).isEqualTo(3);
        assertThat(attempts("a")).extracting(Attempt::number).containsExactly(1, 2, 3);
        assertThat(task("a").attemptCount()).isEqualTo(1);
    }

    @Test
    void requeueNeedsAttemptsLeftWhenTheyAreNotReset() {
        buried(createRun(), "a");

        OrchestratorException refusal = refused(
                ErrorCode.MAX_ATTEMPTS_EXCEEDED,
                () -> requeue(RequeueDeadTaskRequest.builder("a").resetAttempts(false)));

        assertThat(refusal.ids()).containsExactlyEntriesOf(Map.of("taskId", "a"));
        assertThat(refusal.nextTool()).contains("requeue_dead_task");
        assertThat(refusal.message()).contains("resetAttempts true");
    }

    @Test
    void attemptsAreResetWhenThatIsAskedForInSoManyWords() {
        buried(createRun(), "a");

        assertThat(requeue(RequeueDeadTaskRequest.builder("a").resetAttempts(true))
                        .attemptCount())
                .isZero();
    }

    @Test
    void requeueMayDelayTheTask() {
        Run run = createRun();
        buried(run, "a");
        long mark = mark();

        Task queued = requeue(RequeueDeadTaskRequest.builder("a").delayMs(1_000).reason("after the repair"));

        assertThat(queued.notBefore()).contains(clock.instant().plusMillis(1_000));
        assertThat(queued.statusReason()).contains("after the repair");
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.ACTIVE);
        assertThat(Payloads.of(only(EventType.TASK_REQUEUED_FROM_DLQ, mark)))
                .isEqualTo(taskFields(
                        "queued", 0, null, null, "after the repair", "notBefore", "2026-03-29T00:59:01.123Z"));
        clock.advanceMillis(999);
        assertThat(tryTake("a")).isEmpty();
        clock.advanceMillis(1);
        assertThat(take("a").task().statusReason()).isEmpty();
    }

    @Test
    void requeueMayNameTheInstant() {
        buried(createRun(), "a");

        Task queued = requeue(
                RequeueDeadTaskRequest.builder("a").notBefore(clock.instant().plusSeconds(60)));

        assertThat(queued.notBefore()).contains(clock.instant().plusSeconds(60));
        assertThat(tryTake("a")).isEmpty();
        clock.advanceMillis(60_000);
        assertThat(tryTake("a")).isPresent();
    }

    @Test
    void delayOfZeroOrAPastInstantIsNoDelay() {
        Run run = createRun();
        buried(run, "a");
        requeue(RequeueDeadTaskRequest.builder("a").delayMs(0));
        assertThat(tryTake("a")).isPresent();

        buried(createRun(), "b");
        requeue(RequeueDeadTaskRequest.builder("b").notBefore(clock.instant()));
        assertThat(tryTake("b")).isPresent();
    }

    @Test
    void onlyADeadTaskCanBeRequeued() {
        Run run = createRun();
        add(run, "queued");
        add(run, "leased");
        take("leased");
        add(run, "completed");
        finish("completed");
        add(run, "failed");
        fail(take("failed"), "for good");

        for (String id : List.of("queued", "leased", "completed", "failed")) {
            OrchestratorException refusal =
                    refused(ErrorCode.INVALID_TRANSITION, () -> requeue(RequeueDeadTaskRequest.builder(id)));
            assertThat(refusal.ids()).containsEntry("taskId", id);
            assertThat(refusal.nextTool()).contains("rerun_run_from");
            assertThat(refusal.message()).startsWith("task " + id + " is " + id + ";");
        }
    }

    @Test
    void requeuedTaskIsDeadNoMore() {
        Run run = createRun();
        buried(run, "a");
        assertThat(deadTasks()).containsExactly("a");
        requeue(RequeueDeadTaskRequest.builder("a"));

        assertThat(deadTasks()).isEmpty();
        refused(ErrorCode.INVALID_TRANSITION, () -> requeue(RequeueDeadTaskRequest.builder("a")));
    }

    @Test
    void cancelledRunTakesNoRequeue() {
        Run run = createRun();
        add(run, "unfinished");
        buried(run, "a");
        orchestrator.cancelRun(CancelRunRequest.builder(run.id()).build());

        OrchestratorException refusal =
                refused(ErrorCode.RUN_TERMINAL, () -> requeue(RequeueDeadTaskRequest.builder("a")));

        assertThat(refusal.ids()).containsEntry("runId", run.id());
        assertThat(refusal.nextTool()).contains("create_run");
    }

    @Test
    void closedRunReopensForARequeuedTaskAndEndsWithIt() {
        Run run = createRun();
        buried(run, "a");
        orchestrator.closeRun(CloseRunRequest.builder(run.id()).build());
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.FAILED);

        requeue(RequeueDeadTaskRequest.builder("a"));
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.ACTIVE);
        refused(ErrorCode.RUN_TERMINAL, () -> add(run, "late"));
        finish("a");

        assertThat(run(run.id()).status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void requeueOfAnUnknownTaskSaysSo() {
        Run run = createRun();

        OrchestratorException unknown =
                refused(ErrorCode.RECORD_NOT_FOUND, () -> requeue(RequeueDeadTaskRequest.builder("task_none")));
        OrchestratorException mistaken =
                refused(ErrorCode.RECORD_NOT_FOUND, () -> requeue(RequeueDeadTaskRequest.builder(run.id())));

        assertThat(unknown.ids()).containsEntry("taskId", "task_none");
        assertThat(mistaken.message()).endsWith("that is a run id");
    }

    @Test
    void workerOfTheTimeBeforeTheRequeueIsKeptOut() {
        Run run = createRun();
        enqueue(spec(run, "a").maxAttempts(1));
        Claim before = take("a");
        clock.advanceMillis(60_000);
        sweep();
        requeue(RequeueDeadTaskRequest.builder("a"));

        refused(ErrorCode.LEASE_CONFLICT, () -> complete(before));
        Claim now = take("a");
        refused(ErrorCode.LEASE_CONFLICT, () -> complete(before));
        assertThat(complete(now).status()).isEqualTo(TaskStatus.COMPLETED);
    }

    @Test
    void requeueSurvivesARestart() {
        buried(createRun(), "a");
        Task queued = requeue(RequeueDeadTaskRequest.builder("a").delayMs(10));

        restart();

        assertThat(task("a")).isEqualTo(queued);
        assertThat(tryTake("a")).isEmpty();
        clock.advanceMillis(10);
        assertThat(take("a").attempt().number()).isEqualTo(2);
    }

    private void buried(Run run, String id) {
        enqueue(spec(run, id).maxAttempts(1));
        assertThat(bury(id).dead()).isTrue();
    }

    private Task requeue(RequeueDeadTaskRequest.Builder request) {
        return orchestrator.requeueDeadTask(request.build()).task();
    }

    private List<String> deadTasks() {
        return orchestrator.listDeadTasks(ListDeadTasksRequest.builder().build()).tasks().stream()
                .map(TaskView::id)
                .toList();
    }
}
