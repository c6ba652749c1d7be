package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.store.Hold;
import dev.parallelmcp.core.store.Store;
import dev.parallelmcp.core.store.TaskRow;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A task is written only where it still is what the writer has read: the fence under all lease-holder writes. */
public abstract class FenceContract extends ObservingContract {

    @Test
    void rowThatIsStillWhatWasReadIsWritten() {
        Run run = createRun();
        Task task = enqueue(run, "a");
        assertThat(saveWithReason(row(task))).isTrue();
        assertThat(task(task.id()).statusReason()).contains("written");
    }

    @Test
    void rowWhoseStatusHasChangedIsNotWritten() {
        Run run = createRun();
        Task task = enqueue(run, "a");
        TaskRow queued = row(task);
        Claim claim = claim();
        TaskRow leased = row(task);
        assertNotWritten(run, queued);
        HolderOperation.MARK_RUNNING.call(orchestrator, claim.lease());
        assertNotWritten(run, leased);
        TaskRow running = row(task);
        complete(claim);
        assertNotWritten(run, running);
    }

    @Test
    void rowThatAnotherLeaseHoldsIsNotWritten() {
        Run run = createRun();
        Task task = enqueue(run, "a");
        claim();
        TaskRow leased = row(task);
        clock.advanceMillis(60_000);
        claim();
        assertThat(task(task.id()).status()).isEqualTo(TaskStatus.LEASED);
        assertNotWritten(run, leased);
    }

    @Test
    void rowThatWasClaimedAndGivenBackSinceIsNotWritten() {
        Run run = createRun();
        Task task = enqueue(run, "a");
        TaskRow queued = row(task);
        release(claim());
        assertThat(task(task.id()).status()).isEqualTo(TaskStatus.QUEUED);
        assertNotWritten(run, queued);
    }

    @Test
    void rowThatOnlyItsLeaseTellsApartIsNotWritten() {
        Run run = createRun();
        Task task = enqueue(run, "a");
        claim();
        TaskRow leased = row(task);
        Hold hold = Objects.requireNonNull(leased.state().hold());
        Hold foreign = new Hold(
                hold.attemptId(),
                "lease_foreign",
                hold.workerId(),
                hold.leaseMs(),
                hold.expiresAt(),
                hold.deadlineAt());
        assertNotWritten(run, leased.with(leased.state().edit().hold(foreign).build()));
        assertNotWritten(run, leased.with(leased.state().edit().hold(null).build()));
        assertThat(saveWithReason(leased)).isTrue();
    }

    private void assertNotWritten(Run run, TaskRow stale) {
        Sight before = look(run);
        assertThat(saveWithReason(stale)).isFalse();
        assertThat(look(run)).isEqualTo(before);
    }

    private TaskRow row(Task task) {
        try (Store store = open(clock)) {
            return store.<TaskRow>read(tx -> tx.tasks().find(task.id()).orElseThrow());
        }
    }

    private boolean saveWithReason(TaskRow before) {
        try (Store store = open(clock)) {
            return store.<Boolean>write(tx -> tx.tasks()
                    .save(before, before.state().edit().statusReason("written").build()));
        }
    }
}
