package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.AttemptStatus;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.Event;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.PauseStatus;
import dev.parallelmcp.core.model.ResumedBy;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.PauseTaskRequest;
import dev.parallelmcp.core.model.request.RequeueDeadTaskRequest;
import dev.parallelmcp.core.model.request.ResumeTaskRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** pause_task and resume_task: what a worker leaves behind and what an answer brings is never lost. */
public abstract class PauseContract extends ObservingContract {

    private static final Json STATE = Json.of("{\"page\": 7, \"n\": 1.0}");
    private static final Json ANSWER = Json.of("{\"approved\": true}");

    @ParameterizedTest
    @EnumSource
    void pausedTaskHoldsNoLeaseAndShowsItsStateAndReason(PauseStatus status) {
        Claim claim = enqueueAndClaim();
        clock.advanceMillis(1_000);
        List<Event> events = eventsOf(claim.run(), () -> {
            Task paused = pause(PauseTaskRequest.builder(claim.lease(), status)
                    .reason("needs approval")
                    .state(STATE));
            assertThat(paused.status()).isEqualTo(status.taskStatus());
            assertThat(paused.statusReason()).contains("needs approval");
            assertThat(paused.resumeState()).contains(STATE);
            assertThat(paused.resumeInput()).isEmpty();
            assertThat(paused.resumedBy()).isEmpty();
            assertThat(paused.resumeAt()).isEmpty();
            assertThat(paused.deadlineAt()).isEmpty();
            assertThat(paused.leaseId()).isEmpty();
            assertThat(paused.leasedBy()).isEmpty();
            assertThat(paused.leaseExpiresAt()).isEmpty();
            assertThat(paused.attemptCount()).isZero();
            assertThat(paused.updatedAt()).isEqualTo(clock.instant());
            assertThat(paused.completedAt()).isEmpty();
            assertThat(paused).isEqualTo(task(paused.id()));
        });
        assertThat(types(events)).containsExactly(pausedBy(status), EventType.RUN_STATUS_CHANGED);
        assertThat(Payloads.of(events.get(0)))
                .containsEntry("status", status.wireName())
                .containsEntry("attemptCount", 0L)
                .containsEntry("leaseId", null)
                .containsEntry("leasedBy", null)
                .containsEntry("reason", "needs approval");
        assertThat(Payloads.of(events.get(1))).containsEntry("status", "waiting");
        assertThat(tryClaim()).isEmpty();
    }

    private static EventType pausedBy(PauseStatus status) {
        return switch (status) {
            case BLOCKED -> EventType.TASK_BLOCKED;
            case WAITING_INPUT -> EventType.TASK_WAITING_INPUT;
        };
    }

    @ParameterizedTest
    @EnumSource
    void resumedTaskIsQueuedWithTheInputAndWithoutReason(PauseStatus status) {
        Claim claim = enqueueAndClaim();
        Task paused = pause(PauseTaskRequest.builder(claim.lease(), status)
                .reason("needs approval")
                .state(STATE)
                .resumeAfterMs(60_000)
                .deadlineAfterMs(90_000));
        clock.advanceMillis(1_000);
        List<Event> events = eventsOf(claim.run(), () -> {
            Task resumed = resume(paused, ANSWER);
            assertThat(resumed.status()).isEqualTo(TaskStatus.QUEUED);
            assertThat(resumed.statusReason()).isEmpty();
            assertThat(resumed.resumeState()).contains(STATE);
            assertThat(resumed.resumeInput()).contains(ANSWER);
            assertThat(resumed.resumedBy()).contains(ResumedBy.INPUT);
            assertThat(resumed.resumeAt()).isEmpty();
            assertThat(resumed.deadlineAt()).isEmpty();
            assertThat(resumed.notBefore()).isEmpty();
            assertThat(resumed.updatedAt()).isEqualTo(clock.instant());
        });
        assertThat(types(events)).containsExactly(EventType.TASK_RESUMED, EventType.RUN_STATUS_CHANGED);
        assertThat(Payloads.of(events.get(0)))
                .containsEntry("status", "queued")
                .containsEntry("attemptCount", 0L)
                .containsEntry("leaseId", null)
                .containsEntry("leasedBy", null)
                .containsEntry("reason", null);
        assertThat(Payloads.of(events.get(1))).containsEntry("status", "active");
    }

    @Test
    void claimOfAResumedTaskBringsItsResumeData() {
        Task paused = pauseWithState(enqueueAndClaim());
        resume(paused, ANSWER);
        assertResumeData(claim());
    }

    @Test
    void taskCanBeResumedWithoutInput() {
        Task paused = pauseWithState(enqueueAndClaim());
        resume(paused);
        Task task = claim().task();
        assertThat(task.resumeState()).contains(STATE);
        assertThat(task.resumeInput()).isEmpty();
        assertThat(task.resumedBy()).contains(ResumedBy.INPUT);
    }

    @Test
    void taskCanBePausedWithoutStateAndReason() {
        Task paused = pause(enqueueAndClaim(), PauseStatus.BLOCKED);
        assertThat(paused.statusReason()).isEmpty();
        assertThat(paused.resumeState()).isEmpty();
        resume(paused, ANSWER);
        assertThat(claim().task().resumeInput()).contains(ANSWER);
    }

    @Test
    void answerSurvivesLostLeasesRetriesReleasesAndRestarts() {
        resume(pauseWithState(enqueueAndClaim()), ANSWER);
        assertResumeData(claim());
        clock.advanceMillis(60_000);
        restart();
        Claim afterExpiry = claim();
        assertResumeData(afterExpiry);
        HolderOperation.MARK_RUNNING.call(orchestrator, afterExpiry.lease());
        failRetryably(afterExpiry);
        Claim afterFailure = claim();
        assertResumeData(afterFailure);
        release(afterFailure);
        restart();
        assertResumeData(claim());
    }

    @Test
    void answerSurvivesATimeout() {
        Run run = createRun();
        enqueue(EnqueueTaskRequest.builder(run.id(), "a").timeoutMs(1_000));
        resume(pauseWithState(claim()), ANSWER);
        claim();
        clock.advanceMillis(1_000);
        assertResumeData(claim());
    }

    @Test
    void nextPauseClearsTheAnswerOfTheOneBefore() {
        resume(pauseWithState(enqueueAndClaim()), ANSWER);
        Task again = pause(claim(), PauseStatus.BLOCKED);
        assertThat(again.resumeState()).isEmpty();
        assertThat(again.resumeInput()).isEmpty();
        assertThat(again.resumedBy()).isEmpty();
        resume(again);
        Task claimed = claim().task();
        assertThat(claimed.resumeState()).isEmpty();
        assertThat(claimed.resumeInput()).isEmpty();
        assertThat(claimed.resumedBy()).contains(ResumedBy.INPUT);
    }

    @ParameterizedTest
    @EnumSource(names = {"COMPLETE", "FAIL"})
    void endOfTheTaskClearsItsResumeData(HolderOperation end) {
        resume(pauseWithState(enqueueAndClaim()), ANSWER);
        Claim claim = claim();
        end.call(orchestrator, claim.lease());
        assertNoResumeData(task(claim.task().id()));
    }

    @Test
    void deathOfTheTaskClearsItsResumeDataAndRequeueingDoesNotBringItBack() {
        Run run = createRun();
        Task task = enqueue(EnqueueTaskRequest.builder(run.id(), "a").maxAttempts(1));
        resume(pauseWithState(claim()), ANSWER);
        failRetryably(claim());
        assertNoResumeData(task(task.id()));
        orchestrator.requeueDeadTask(RequeueDeadTaskRequest.builder(task.id()).build());
        assertNoResumeData(claim().task());
    }

    @Test
    void cancellationClearsTheResumeData() {
        Claim claim = enqueueAndClaim();
        resume(pauseWithState(claim), ANSWER);
        cancel(claim.run());
        assertNoResumeData(task(claim.task().id()));
    }

    @Test
    void pauseIsNeutralToAttempts() {
        Run run = createRun();
        Task task = enqueue(EnqueueTaskRequest.builder(run.id(), "a").maxAttempts(1));
        for (int i = 1; i <= 3; i++) {
            Claim claim = claim();
            assertThat(claim.attempt().number()).isEqualTo(i);
            assertThat(claim.task().attemptCount()).isEqualTo(1);
            assertThat(pause(claim, PauseStatus.WAITING_INPUT).attemptCount()).isZero();
            resume(task);
        }
        assertThat(attempts(task)).allSatisfy(attempt -> {
            assertThat(attempt.counted()).isFalse();
            assertThat(attempt.status()).isEqualTo(AttemptStatus.RELEASED);
        });
        failRetryably(claim());
        assertThat(task(task.id()).dead()).isTrue();
    }

    @Test
    void taskWithOneAttemptCanBeReleasedPausedResumedAndClaimedAgain() {
        Run run = createRun();
        Task task = enqueue(EnqueueTaskRequest.builder(run.id(), "a").maxAttempts(1));
        release(claim());
        resume(pause(claim(), PauseStatus.BLOCKED));
        release(claim());
        Claim last = claim();
        assertThat(last.attempt().number()).isEqualTo(4);
        assertThat(last.task().attemptCount()).isEqualTo(1);
        assertThat(complete(last).status()).isEqualTo(TaskStatus.COMPLETED);
        assertThat(task(task.id()).attemptCount()).isEqualTo(1);
    }

    @Test
    void pausedTaskResumesAtFirstTryRightAfterARestart() {
        Claim claim = enqueueAndClaim();
        Task paused = pauseWithState(claim);
        restart();
        assertThat(task(paused.id())).isEqualTo(paused);
        assertThat(resume(paused, ANSWER).status()).isEqualTo(TaskStatus.QUEUED);
        restart();
        assertResumeData(claim());
        assertThat(status(claim.run())).isEqualTo(RunStatus.ACTIVE);
    }

    @Test
    void onlyAPausedTaskCanBeResumed() {
        Run run = createRun();
        Task completed = enqueue(run, "completed");
        Task failed = enqueue(run, "failed");
        Task leased = enqueue(run, "leased");
        Task running = enqueue(run, "running");
        Task queued = enqueue(run, "queued");
        complete(claim());
        fail(claim());
        claim();
        HolderOperation.MARK_RUNNING.call(orchestrator, claim().lease());
        Run cancelledRun = createRun();
        Task cancelled = enqueue(cancelledRun, "cancelled");
        cancel(cancelledRun);
        for (Task task : List.of(completed, failed, leased, running, queued, cancelled)) {
            OrchestratorException refusal = refused(run, () -> resume(task, ANSWER));
            assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_TRANSITION);
            assertThat(refusal.ids()).containsExactly(entry("taskId", task.id()));
            assertThat(refusal.nextTool()).contains("get_task");
            assertThat(refusal.message())
                    .contains("is " + task(task.id()).status().wireName());
        }
    }

    @Test
    void secondAnswerIsRefusedAndTheFirstStays() {
        Claim claim = enqueueAndClaim();
        Task paused = pauseWithState(claim);
        resume(paused, ANSWER);
        OrchestratorException refusal = refused(claim.run(), () -> resume(paused, Json.of("\"no\"")));
        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_TRANSITION);
        assertResumeData(claim());
    }

    @Test
    void unknownTaskCannotBeResumed() {
        OrchestratorException refusal = refused(() ->
                orchestrator.resumeTask(ResumeTaskRequest.builder("task_none").build()));
        assertThat(refusal.code()).isEqualTo(ErrorCode.RECORD_NOT_FOUND);
        assertThat(refusal.ids()).containsExactly(entry("taskId", "task_none"));
    }

    private Claim enqueueAndClaim() {
        enqueue(createRun(), "a");
        return claim();
    }

    private Task pauseWithState(Claim claim) {
        return pause(PauseTaskRequest.builder(claim.lease(), PauseStatus.WAITING_INPUT)
                .state(STATE));
    }

    private static void assertResumeData(Claim claim) {
        assertThat(claim.task().resumeState()).contains(STATE);
        assertThat(claim.task().resumeInput()).contains(ANSWER);
        assertThat(claim.task().resumedBy()).contains(ResumedBy.INPUT);
    }

    private static void assertNoResumeData(Task task) {
        assertThat(task.resumeState()).isEmpty();
        assertThat(task.resumeInput()).isEmpty();
        assertThat(task.resumedBy()).isEmpty();
    }
}
