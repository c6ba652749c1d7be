package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.engine.Maintenance;
import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.engine.OrchestratorOptions;
import dev.parallelmcp.core.engine.Subscription;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.MaintenanceWork;
import dev.parallelmcp.core.model.PauseStatus;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.ListRunsRequest;
import dev.parallelmcp.core.model.request.PauseTaskRequest;
import dev.parallelmcp.core.model.request.RunMaintenanceRequest;
import dev.parallelmcp.core.model.result.MaintenanceResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What time brings is done although nobody claims, and told in numbers. */
public abstract class MaintenanceContract extends ObservingContract {

    private static final int MANY = 250;
    private static final Duration KEPT = Duration.ofDays(30);
    private static final OrchestratorOptions RETAINING = OrchestratorOptions.DEFAULT.withRetain(KEPT);

    private Map<MaintenanceWork, Integer> maintain() {
        return orchestrator.runMaintenance(new RunMaintenanceRequest()).counts();
    }

    private static Map<MaintenanceWork, Integer> only(MaintenanceWork work, int times) {
        return new MaintenanceResult(Map.of(work, times)).counts();
    }

    @Test
    void withNothingDueEveryCountIsZero() {
        enqueue(createRun(), "a");
        assertThat(maintain()).isEqualTo(new MaintenanceResult(Map.of()).counts());
        assertThat(maintain()).containsOnlyKeys(MaintenanceWork.values());
    }

    @Test
    void leasesThatRanOutAreCounted() {
        Run run = createRun();
        IntStream.range(0, MANY).forEach(i -> enqueue(run, "a"));
        IntStream.range(0, MANY).forEach(i -> claimFor(1_000));
        clock.advanceMillis(1_000);
        assertThat(maintain()).isEqualTo(only(MaintenanceWork.LEASES_EXPIRED, MANY));
        assertThat(maintain()).isEqualTo(only(MaintenanceWork.LEASES_EXPIRED, 0));
    }

    @Test
    void everyKindOfDueWorkIsCountedByItself() {
        Run run = createRun();
        enqueue(EnqueueTaskRequest.builder(run.id(), "timed").timeoutMs(1_000));
        claimFor(60_000);
        enqueue(run, "resumed");
        pause(PauseTaskRequest.builder(claim().lease(), PauseStatus.BLOCKED).resumeAfterMs(1_000));
        enqueue(run, "forgotten");
        pause(PauseTaskRequest.builder(claim().lease(), PauseStatus.BLOCKED).deadlineAfterMs(1_000));
        enqueue(EnqueueTaskRequest.builder(run.id(), "delayed").delayMs(1_000));
        clock.advanceMillis(1_000);
        assertThat(maintain())
                .isEqualTo(new MaintenanceResult(Map.of(
                                MaintenanceWork.ATTEMPTS_TIMED_OUT, 1,
                                MaintenanceWork.PAUSES_ENDED, 1,
                                MaintenanceWork.PAUSE_DEADLINES_PASSED, 1,
                                MaintenanceWork.DELAYS_ENDED, 1))
                        .counts());
    }

    @Test
    void insideATransactionItIsDoneToo() {
        enqueue(createRun(), "a");
        claimFor(1_000);
        clock.advanceMillis(1_000);
        assertThat(orchestrator
                        .transaction(operations -> operations.runMaintenance(new RunMaintenanceRequest()))
                        .counts())
                .isEqualTo(only(MaintenanceWork.LEASES_EXPIRED, 1));
    }

    @Test
    void endedRunsAreDeletedWhenTheyHaveBeenKeptForLongEnough() {
        restart(RETAINING);
        Run ended = createRun();
        enqueue(ended, "a");
        complete(claim());
        Run live = createRun();
        enqueue(live, "a");
        clock.advance(KEPT);
        assertThat(maintain()).isEqualTo(only(MaintenanceWork.RUNS_PRUNED, 0));
        clock.advanceMillis(1);
        assertThat(maintain()).isEqualTo(only(MaintenanceWork.RUNS_PRUNED, 1));
        assertThat(orchestrator.listRuns(ListRunsRequest.builder().build()).runs())
                .extracting(Run::id)
                .containsExactly(live.id());
    }

    @Test
    void withoutATermRunsAreKeptForEver() {
        Run ended = createRun();
        enqueue(ended, "a");
        complete(claim());
        clock.advanceMillis(Duration.ofDays(3_000).toMillis());
        assertThat(maintain()).isEqualTo(only(MaintenanceWork.RUNS_PRUNED, 0));
        assertThat(run(ended.id()).id()).isEqualTo(ended.id());
    }

    @Test
    void aLookDoesWhatIsDueInEveryNamespace() {
        Task task = enqueue(createRun(CreateRunRequest.builder().namespace("one")), "a");
        enqueue(createRun(CreateRunRequest.builder().namespace("other")), "a");
        claimFor(1_000);
        claimFor(1_000);
        try (Maintenance maintenance = Maintenance.of(orchestrator)) {
            assertThat(maintenance.look().counts()).isEqualTo(only(MaintenanceWork.LEASES_EXPIRED, 0));
            clock.advanceMillis(1_000);
            assertThat(maintenance.look().counts()).isEqualTo(only(MaintenanceWork.LEASES_EXPIRED, 2));
            assertThat(task(task.id()).status()).isEqualTo(TaskStatus.QUEUED);
        }
    }

    @Test
    void whoSeesOneNamespaceDoesWhatIsDueInAllAndDeletesOnlyItsOwnRuns() {
        Run own = createRun(CreateRunRequest.builder().namespace("own"));
        Run other = createRun(CreateRunRequest.builder().namespace("other"));
        Run live = createRun(CreateRunRequest.builder().namespace("other"));
        Task task = enqueue(live, "a");
        claimFor(1_000);
        cancel(own);
        cancel(other);
        clock.advance(KEPT.plusMillis(1));
        try (Orchestrator pinned = Orchestrator.builder(open(clock))
                        .namespace("own")
                        .options(RETAINING)
                        .build();
                Maintenance maintenance = Maintenance.of(pinned)) {
            assertThat(maintenance.look().counts()).isEqualTo(only(MaintenanceWork.RUNS_PRUNED, 1));
        }
        assertThat(task(task.id()).status()).isEqualTo(TaskStatus.QUEUED);
        assertThat(orchestrator.listRuns(ListRunsRequest.builder().build()).runs())
                .extracting(Run::id)
                .containsExactlyInAnyOrder(other.id(), live.id());
    }

    @Test
    void endedRunsAreLookedForAtTheFirstOfSixtyLooks() {
        restart(RETAINING);
        try (Maintenance maintenance = Maintenance.of(orchestrator)) {
            for (int round = 0; round < 2; round++) {
                cancel(createRun());
                clock.advance(KEPT.plusMillis(1));
                assertThat(pruned(maintenance)).isEqualTo(1);
                cancel(createRun());
                clock.advance(KEPT.plusMillis(1));
                for (int look = 1; look < 60; look++) {
                    assertThat(pruned(maintenance)).isZero();
                }
                assertThat(maintain()).isEqualTo(only(MaintenanceWork.RUNS_PRUNED, 1));
            }
        }
    }

    private static int pruned(Maintenance maintenance) {
        return maintenance.look().counts().get(MaintenanceWork.RUNS_PRUNED);
    }

    @Test
    void manyWhoLookAtOnceDoEverythingOnce() {
        Run run = createRun();
        IntStream.range(0, MANY).forEach(i -> enqueue(run, "a"));
        IntStream.range(0, MANY).forEach(i -> claimFor(1_000));
        clock.advanceMillis(1_000);
        List<EventType> types = eventTypesOf(run, () -> {
            List<CompletableFuture<Integer>> looks = IntStream.range(0, 4)
                    .mapToObj(i -> CompletableFuture.supplyAsync(this::lookOnce))
                    .toList();
            assertThat(looks.stream().mapToInt(CompletableFuture::join).sum()).isEqualTo(MANY);
        });
        assertThat(types).filteredOn(EventType.TASK_LEASE_EXPIRED::equals).hasSize(MANY);
    }

    private int lookOnce() {
        try (Maintenance maintenance = Maintenance.of(orchestrator)) {
            return maintenance.look().counts().get(MaintenanceWork.LEASES_EXPIRED);
        }
    }

    @Test
    void itLooksByItselfUntilItIsClosed() {
        enqueue(createRun(), "a");
        claimFor(1_000);
        clock.advanceMillis(1_000);
        CompletableFuture<EventType> heard = new CompletableFuture<>();
        Subscription subscription = orchestrator.onEvent(event -> heard.complete(event.eventType()));
        Maintenance maintenance = Maintenance.start(orchestrator);
        assertThat(heard.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo(EventType.TASK_LEASE_EXPIRED);
        maintenance.close();
        subscription.close();
        assertThat(orchestrator
                        .claimNextTask(ClaimNextTaskRequest.builder("w").build())
                        .claim())
                .isPresent();
    }
}
