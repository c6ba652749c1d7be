package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.Event;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.ReleaseTaskRequest;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** release_task: back into the queue, at once or after a delay, without using up an attempt. */
public abstract class ReleaseContract extends ObservingContract {

    @Test
    void releasedTaskIsQueuedAtOnceAndSaysWhy() {
        Claim claim = enqueueAndClaim();
        clock.advanceMillis(1_000);
        Task released = release(ReleaseTaskRequest.builder(claim.lease()).reason("shutting down"));
        assertThat(released.status()).isEqualTo(TaskStatus.QUEUED);
        assertThat(released.statusReason()).contains("shutting down");
        assertThat(released.attemptCount()).isZero();
        assertThat(released.notBefore()).isEmpty();
        assertThat(released.updatedAt()).isEqualTo(clock.instant());
        assertThat(released.error()).isEmpty();
        assertThat(released).isEqualTo(task(released.id()));
        assertThat(claim().task().statusReason()).isEmpty();
    }

    @Test
    void releaseWithDelayIsClaimableOnlyWhenTheDelayIsOver() {
        Claim claim = enqueueAndClaim();
        Instant notBefore = clock.instant().plusMillis(5_000);
        Task released =
                release(ReleaseTaskRequest.builder(claim.lease()).delayMs(5_000).reason("rate limit"));
        assertThat(released.notBefore()).contains(notBefore);
        assertThat(released.statusReason()).contains("rate limit");
        assertThat(status(claim.run())).isEqualTo(RunStatus.ACTIVE);
        clock.advanceMillis(4_999);
        assertThat(tryClaim()).isEmpty();
        restart();
        clock.advanceMillis(1);
        assertThat(claim().task().id()).isEqualTo(released.id());
    }

    @Test
    void releaseTellsReasonAndNotBefore() {
        Claim claim = enqueueAndClaim();
        List<Event> events = eventsOf(
                claim.run(),
                () -> release(
                        ReleaseTaskRequest.builder(claim.lease()).delayMs(5_000).reason("rate limit")));
        assertThat(events)
                .singleElement()
                .satisfies(event -> assertThat(Payloads.of(event))
                        .containsEntry("status", "queued")
                        .containsEntry("reason", "rate limit")
                        .containsEntry(
                                "notBefore", clock.instant().plusMillis(5_000).toString()));
    }

    @Test
    void delayOfNothingIsNone() {
        Claim claim = enqueueAndClaim();
        assertThat(release(ReleaseTaskRequest.builder(claim.lease()).delayMs(0)).notBefore())
                .isEmpty();
        claim();
    }

    @Test
    void taskWithOneAttemptCanBeReleasedAndClaimedAgain() {
        Run run = createRun();
        Task task = enqueue(EnqueueTaskRequest.builder(run.id(), "a").maxAttempts(1));
        for (int i = 1; i <= 3; i++) {
            Claim claim = claim();
            assertThat(claim.attempt().number()).isEqualTo(i);
            assertThat(claim.task().attemptCount()).isEqualTo(1);
            release(claim);
            assertThat(task(task.id()).attemptCount()).isZero();
        }
        failRetryably(claim());
        assertThat(task(task.id()).dead()).isTrue();
    }

    @Test
    void earlierDelayIsForgotten() {
        Run run = createRun();
        enqueue(EnqueueTaskRequest.builder(run.id(), "a").delayMs(5_000));
        clock.advanceMillis(5_000);
        assertThat(release(ReleaseTaskRequest.builder(claim().lease())).notBefore())
                .isEmpty();
    }

    @Test
    void delayOutOfBoundsIsRefused() {
        Claim claim = enqueueAndClaim();
        for (long delayMs : new long[] {-1, 315_360_000_001L}) {
            var refusal = refused(
                    claim.run(),
                    () -> release(ReleaseTaskRequest.builder(claim.lease()).delayMs(delayMs)));
            assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
            assertThat(refusal.message()).contains("delayMs", String.valueOf(delayMs));
        }
    }

    private Claim enqueueAndClaim() {
        enqueue(createRun(), "a");
        return claim();
    }

    private Task release(ReleaseTaskRequest.Builder request) {
        return orchestrator.releaseTask(request.build()).task();
    }
}
