package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.Attempt;
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
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** resumeAt and deadlineAt: how a pause ends by itself. */
public abstract class PauseTimerContract extends ObservingContract {

    private static final Json STATE = Json.of("{\"page\": 7}");

    @ParameterizedTest
    @EnumSource
    void dueResumeAtQueuesTheTaskWithItsState(PauseStatus status) {
        Claim claim = enqueueAndClaim();
        Instant resumeAt = clock.instant().plusMillis(5_000);
        Task paused = pause(PauseTaskRequest.builder(claim.lease(), status)
                .reason("rate limit")
                .state(STATE)
                .resumeAt(resumeAt)
                .deadlineAfterMs(60_000));
        assertThat(paused.resumeAt()).contains(resumeAt);
        clock.advanceMillis(4_999);
        applyDue();
        assertThat(task(paused.id())).isEqualTo(paused);
        clock.advanceMillis(1);
        List<Event> events = eventsOf(claim.run(), this::applyDue);
        assertThat(types(events)).containsExactly(EventType.TASK_RESUMED, EventType.RUN_STATUS_CHANGED);
        assertThat(Payloads.of(events.get(0)))
                .containsEntry("status", "queued")
                .containsEntry("attemptCount", 0L)
                .containsEntry("reason", null);
        Task resumed = task(paused.id());
        assertThat(resumed.status()).isEqualTo(TaskStatus.QUEUED);
        assertThat(resumed.statusReason()).isEmpty();
        assertThat(resumed.resumedBy()).contains(ResumedBy.TIMER);
        assertThat(resumed.resumeState()).contains(STATE);
        assertThat(resumed.resumeInput()).isEmpty();
        assertThat(resumed.resumeAt()).isEmpty();
        assertThat(resumed.deadlineAt()).isEmpty();
        assertThat(claim().task().resumedBy()).contains(ResumedBy.TIMER);
    }

    @ParameterizedTest
    @EnumSource
    void passedDeadlineFailsTheTaskForGood(PauseStatus status) {
        Claim claim = enqueueAndClaim();
        Instant deadlineAt = clock.instant().plusMillis(5_000);
        Task paused = pause(PauseTaskRequest.builder(claim.lease(), status)
                .reason("needs approval")
                .state(STATE)
                .deadlineAt(deadlineAt));
        assertThat(paused.deadlineAt()).contains(deadlineAt);
        clock.advanceMillis(4_999);
        applyDue();
        assertThat(task(paused.id())).isEqualTo(paused);
        clock.advanceMillis(1);
        List<Event> events = eventsOf(claim.run(), this::applyDue);
        assertThat(types(events)).containsExactly(EventType.TASK_FAILED, EventType.RUN_STATUS_CHANGED);
        assertThat(Payloads.of(events.get(0)))
                .containsEntry("status", "failed")
                .containsEntry("error", "pause_deadline_exceeded")
                .containsEntry("attemptCount", 0L)
                .containsEntry("leaseId", null)
                .containsEntry("leasedBy", null);
        Task failed = task(paused.id());
        assertThat(failed.status()).isEqualTo(TaskStatus.FAILED);
        assertThat(failed.error()).contains("pause_deadline_exceeded");
        assertThat(failed.dead()).isFalse();
        assertThat(failed.completedAt()).contains(clock.instant());
        assertThat(failed.resumeState()).isEmpty();
        assertThat(failed.deadlineAt()).isEmpty();
        assertThat(failed.statusReason()).isEmpty();
        assertThat(status(claim.run())).isEqualTo(RunStatus.FAILED);
        assertThat(attempts(failed)).extracting(Attempt::status).containsExactly(AttemptStatus.RELEASED);
        assertThat(tryClaim()).isEmpty();
    }

    @Test
    void passedDeadlineCancelsWhatDependsOnTheTask() {
        Claim claim = enqueueAndClaim();
        Task dependent = enqueue(EnqueueTaskRequest.builder(claim.run().id(), "b")
                .dependsOnTaskIds(List.of(claim.task().id())));
        pause(blocked(claim).deadlineAfterMs(1_000));
        clock.advanceMillis(1_000);
        List<Event> events = eventsOf(claim.run(), this::applyDue);
        assertThat(types(events))
                .containsExactly(EventType.TASK_FAILED, EventType.TASK_CANCELLED, EventType.RUN_STATUS_CHANGED);
        assertThat(task(dependent.id()).status()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(task(dependent.id()).statusReason()).contains("dependency_failed");
    }

    @Test
    void ofTwoTimersThatAreDueTheEarlierApplies() {
        Claim claim = enqueueAndClaim();
        Task paused = pause(blocked(claim).resumeAfterMs(1_000).deadlineAfterMs(1_001));
        clock.advanceMillis(3_600_000);
        applyDue();
        assertThat(task(paused.id()).status()).isEqualTo(TaskStatus.QUEUED);
        assertThat(task(paused.id()).resumedBy()).contains(ResumedBy.TIMER);
    }

    @Test
    void deadlineCountsOnlyWhilePaused() {
        Claim claim = enqueueAndClaim();
        Task paused = pause(blocked(claim).resumeAfterMs(1_000).deadlineAfterMs(2_000));
        clock.advanceMillis(1_000);
        Claim again = claimFor(60_000);
        clock.advanceMillis(10_000);
        applyDue();
        assertThat(task(paused.id()).status()).isEqualTo(TaskStatus.LEASED);
        Task pausedAgain = pause(again, PauseStatus.WAITING_INPUT);
        assertThat(pausedAgain.resumeAt()).isEmpty();
        assertThat(pausedAgain.deadlineAt()).isEmpty();
        clock.advanceMillis(86_400_000);
        applyDue();
        assertThat(task(paused.id()).status()).isEqualTo(TaskStatus.WAITING_INPUT);
    }

    @Test
    void timersAreRelativeToThePauseWhenGivenAsDelays() {
        Claim claim = enqueueAndClaim();
        clock.advanceMillis(1_000);
        Task paused = pause(blocked(claim).resumeAfterMs(2_000).deadlineAfterMs(3_000));
        assertThat(paused.resumeAt()).contains(clock.instant().plusMillis(2_000));
        assertThat(paused.deadlineAt()).contains(clock.instant().plusMillis(3_000));
    }

    @Test
    void pauseTellsItsTimers() {
        Claim claim = enqueueAndClaim();
        List<Event> events = eventsOf(
                claim.run(), () -> pause(blocked(claim).resumeAfterMs(2_000).deadlineAfterMs(3_000)));
        assertThat(Payloads.of(events.get(0)))
                .containsEntry("resumeAt", clock.instant().plusMillis(2_000).toString())
                .containsEntry("deadlineAt", clock.instant().plusMillis(3_000).toString());
    }

    @Test
    void resumeAfterNothingIsDueAtOnce() {
        Claim claim = enqueueAndClaim();
        Task paused = pause(blocked(claim).resumeAfterMs(0));
        assertThat(paused.status()).isEqualTo(TaskStatus.BLOCKED);
        assertThat(paused.resumeAt()).contains(clock.instant());
        assertThat(claim().task().id()).isEqualTo(paused.id());
    }

    @Test
    void taskCanBeResumedByHandUntilItsTimerIsApplied() {
        for (boolean afterRestart : new boolean[] {false, true}) {
            Claim late = enqueueAndClaim();
            Task pastDeadline = pause(blocked(late).deadlineAfterMs(1_000));
            Claim early = enqueueAndClaim();
            Task pastTimer = pause(blocked(early).resumeAfterMs(1_000));
            clock.advanceMillis(3_600_000);
            if (afterRestart) {
                restart();
            }
            for (Task paused : List.of(pastDeadline, pastTimer)) {
                assertThat(task(paused.id()).status()).isEqualTo(TaskStatus.BLOCKED);
                Task resumed = resume(paused, Json.of("1"));
                assertThat(resumed.status()).isEqualTo(TaskStatus.QUEUED);
                assertThat(resumed.resumedBy()).contains(ResumedBy.INPUT);
                assertThat(resumed.resumeInput()).contains(Json.of("1"));
            }
            applyDue();
            assertThat(complete(claim()).id()).isEqualTo(pastDeadline.id());
            assertThat(complete(claim()).id()).isEqualTo(pastTimer.id());
        }
    }

    @Test
    void handResumedTaskIsNotResumedOrFailedByItsOldTimers() {
        Claim claim = enqueueAndClaim();
        Task paused = pause(blocked(claim).resumeAfterMs(1_000).deadlineAfterMs(2_000));
        resume(paused, Json.of("1"));
        Sight before = look(claim.run());
        clock.advanceMillis(3_600_000);
        applyDue();
        assertThat(look(claim.run())).isEqualTo(before);
    }

    @Test
    void timersSurviveARestart() {
        Claim claim = enqueueAndClaim();
        Task paused = pause(blocked(claim).resumeAfterMs(1_000));
        restart();
        clock.advanceMillis(1_000);
        assertThat(claim().task().id()).isEqualTo(paused.id());
    }

    @Test
    void resumedTaskHasAFreshBudgetForItsNextAttempt() {
        Run run = createRun();
        enqueue(EnqueueTaskRequest.builder(run.id(), "a").timeoutMs(1_000));
        Claim first = claim();
        clock.advanceMillis(900);
        pause(blocked(first).resumeAfterMs(3_600_000));
        clock.advanceMillis(3_600_000);
        Claim second = claim();
        assertThat(second.task().id()).isEqualTo(first.task().id());
        assertThat(second.lease().expiresAt()).isEqualTo(clock.instant().plusMillis(1_000));
        clock.advanceMillis(999);
        assertThat(complete(second).status()).isEqualTo(TaskStatus.COMPLETED);
    }

    @Test
    void pausedTaskDoesNotTimeOut() {
        Run run = createRun();
        enqueue(EnqueueTaskRequest.builder(run.id(), "a").timeoutMs(1_000));
        Task paused = pause(claim(), PauseStatus.BLOCKED);
        clock.advanceMillis(3_600_000);
        applyDue();
        assertThat(task(paused.id())).isEqualTo(paused);
    }

    @Test
    void resumeAtThatIsNotBeforeDeadlineAtIsRefused() {
        Claim claim = enqueueAndClaim();
        Instant now = clock.instant();
        List<PauseTaskRequest.Builder> equal = List.of(
                blocked(claim).resumeAt(now.plusMillis(5)).deadlineAt(now.plusMillis(5)),
                blocked(claim).resumeAfterMs(5).deadlineAfterMs(5),
                blocked(claim).resumeAt(now.plusMillis(5)).deadlineAfterMs(5),
                blocked(claim).resumeAfterMs(5).deadlineAt(now.plusMillis(5)));
        List<PauseTaskRequest.Builder> reversed = List.of(
                blocked(claim).resumeAt(now.plusMillis(6)).deadlineAt(now.plusMillis(5)),
                blocked(claim).resumeAfterMs(6).deadlineAfterMs(5));
        for (List<PauseTaskRequest.Builder> requests : List.of(equal, reversed)) {
            for (PauseTaskRequest.Builder request : requests) {
                OrchestratorException refusal = refused(claim.run(), () -> pause(request));
                assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
                assertThat(refusal.message()).contains("resume").contains("deadline");
            }
        }
    }

    @Test
    void timersInTheWrongOrderAreRefusedBeforeTaskAndTokenAreLookedFor() {
        Claim claim = enqueueAndClaim();
        HolderOperation.MARK_RUNNING.callOnce(orchestrator, HolderOperation.Caller.of(claim.lease()), "used");
        Instant now = clock.instant();
        OrchestratorException refusal = refused(
                claim.run(),
                () -> pause(PauseTaskRequest.builder("task_none", "lease_none", "worker", PauseStatus.BLOCKED)
                        .resumeAt(now.plusMillis(5))
                        .deadlineAt(now.plusMillis(5))
                        .clientToken("used")));
        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    }

    @Test
    void replayOfAPauseIsNotRefusedForTimersThatHaveMetSince() {
        Claim claim = enqueueAndClaim();
        PauseTaskRequest.Builder request = blocked(claim)
                .resumeAfterMs(1_000)
                .deadlineAt(clock.instant().plusMillis(2_000))
                .clientToken("token");
        Task paused = pause(request);
        clock.advanceMillis(1_500);
        assertThat(orchestrator.pauseTask(request.build()).replayed()).isTrue();
        assertThat(task(paused.id())).isEqualTo(paused);
    }

    @Test
    void timerCannotBeGivenTwice() {
        Claim claim = enqueueAndClaim();
        Instant later = clock.instant().plusMillis(5);
        for (PauseTaskRequest.Builder request : List.of(
                blocked(claim).resumeAt(later).resumeAfterMs(5),
                blocked(claim).deadlineAt(later).deadlineAfterMs(5))) {
            assertThat(refused(claim.run(), () -> pause(request)).code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        }
    }

    private Claim enqueueAndClaim() {
        enqueue(createRun(), "a");
        return claim();
    }

    private static PauseTaskRequest.Builder blocked(Claim claim) {
        return PauseTaskRequest.builder(claim.lease(), PauseStatus.BLOCKED);
    }
}
