package dev.parallelmcp.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.contract.HandClock;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.MaintenanceWork;
import dev.parallelmcp.core.model.request.CancelRunRequest;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.PruneRunsRequest;
import dev.parallelmcp.core.model.request.ReleaseTaskRequest;
import dev.parallelmcp.core.store.DueTask;
import dev.parallelmcp.core.store.sqlite.SqliteStore;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was found due is looked at again when its turn comes: others may have been at it in between. */
class HousekeepingTest {

    private final HandClock clock = new HandClock();
    private final Orchestrator orchestrator =
            Orchestrator.on(SqliteStore.inMemoryBuilder().clock(clock).open());

    private DueTask delayEnded;

    @BeforeEach
    void findATaskWhoseDelayHasEnded() {
        orchestrator.createRun(CreateRunRequest.builder().id("run").build());
        orchestrator.enqueueTask(
                EnqueueTaskRequest.builder("run", "k").delayMs(1_000).build());
        clock.advanceMillis(1_000);
        List<DueTask> due = orchestrator.housekeeping().due(10);
        assertThat(due).hasSize(1);
        delayEnded = due.get(0);
    }

    @AfterEach
    void close() {
        orchestrator.close();
    }

    private Claim claim() {
        return orchestrator
                .claimNextTask(ClaimNextTaskRequest.builder("w").build())
                .claim()
                .orElseThrow();
    }

    @Test
    void whatIsStillDueIsDone() {
        assertThat(orchestrator.housekeeping().applyDue(delayEnded).counts())
                .containsOnlyKeys(MaintenanceWork.DELAYS_ENDED);
        assertThat(claim().task().id()).isEqualTo(delayEnded.taskId());
    }

    @Test
    void aDelayThatBeganSinceIsNotCutShort() {
        orchestrator.releaseTask(
                ReleaseTaskRequest.builder(claim().lease()).delayMs(60_000).build());
        assertThat(orchestrator.housekeeping().applyDue(delayEnded).counts()).isEmpty();
        assertThat(orchestrator
                        .claimNextTask(ClaimNextTaskRequest.builder("w").build())
                        .claim())
                .isEmpty();
    }

    @Test
    void aTaskThatWasDeletedSinceIsNoFailure() {
        orchestrator.cancelRun(CancelRunRequest.builder("run").build());
        orchestrator.pruneRuns(
                PruneRunsRequest.builder(clock.instant().plusMillis(1)).build());
        assertThat(orchestrator.housekeeping().applyDue(delayEnded).counts()).isEmpty();
    }
}
