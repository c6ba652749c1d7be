package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.Lease;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.ClaimTasksRequest;
import dev.parallelmcp.core.model.request.CompleteTaskRequest;
import dev.parallelmcp.core.model.request.CompleteTasksRequest;
import dev.parallelmcp.core.model.request.Completion;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Any number of claims may race, in one process and in several: each task goes to exactly one. */
public abstract class ClaimRaceContract extends ObservingContract {

    private static final int TASKS = 200;
    private static final int WORKERS = 8;

    @Test
    void racingClaimsTakeEachTaskOnce() throws Exception {
        Run run = enqueueMany();
        assertEachTaskClaimedOnce(run, Race.run(claimers(List.of(orchestrator))));
    }

    @Test
    void racingClaimsOfTwoStoresOnOneDatabaseTakeEachTaskOnce() throws Exception {
        Run run = enqueueMany();
        try (Orchestrator other = Orchestrator.on(open(clock))) {
            assertEachTaskClaimedOnce(run, Race.run(claimers(List.of(orchestrator, other))));
        }
    }

    @RepeatedTest(3)
    void racingBatchesOfTwoStoresTakeEachTaskOnceAndCompleteIt() throws Exception {
        Run run = enqueueMany();
        try (Orchestrator other = Orchestrator.on(open(clock))) {
            List<Callable<List<Lease>>> workers = new ArrayList<>();
            for (int i = 0; i < WORKERS; i++) {
                Orchestrator on = i % 2 == 0 ? orchestrator : other;
                String worker = "worker-" + i;
                int max = 1 + 3 * i;
                workers.add(() -> workInBatches(on, worker, max));
            }
            List<Lease> leases =
                    Race.run(workers).stream().flatMap(List::stream).toList();
            assertThat(leases).extracting(Lease::taskId).doesNotHaveDuplicates().hasSize(TASKS);
            assertThat(leases).extracting(Lease::fencingToken).doesNotHaveDuplicates();
        }
        assertThat(status(run)).isEqualTo(RunStatus.COMPLETED);
        assertThat(tasksOf(run))
                .allSatisfy(task -> assertThat(task.attemptCount()).isEqualTo(1));
    }

    private static List<Lease> workInBatches(Orchestrator on, String worker, int max) {
        List<Lease> all = new ArrayList<>();
        List<Lease> batch;
        do {
            batch = on.claimTasks(ClaimTasksRequest.builder(worker, max).build()).claims().stream()
                    .map(Claim::lease)
                    .toList();
            all.addAll(batch);
            if (!batch.isEmpty()) {
                List<Completion> completions = batch.stream()
                        .map(lease -> Completion.builder(lease).build())
                        .toList();
                assertThat(on.completeTasks(CompleteTasksRequest.builder(worker, completions)
                                        .build())
                                .results())
                        .allSatisfy(outcome -> assertThat(outcome.error()).isEmpty());
            }
        } while (!batch.isEmpty());
        return all;
    }

    @Test
    void racingWorkersOfTwoStoresCompleteEachTaskOnceAndEndTheRun() throws Exception {
        Run run = enqueueMany();
        try (Orchestrator other = Orchestrator.on(open(clock))) {
            List<Callable<List<Lease>>> workers = new ArrayList<>();
            for (int i = 0; i < WORKERS; i++) {
                Orchestrator on = i % 2 == 0 ? orchestrator : other;
                String worker = "worker-" + i;
                workers.add(() -> claimAll(
                        on,
                        worker,
                        lease -> on.completeTask(
                                CompleteTaskRequest.builder(lease).build())));
            }
            List<Lease> leases =
                    Race.run(workers).stream().flatMap(List::stream).toList();
            assertThat(leases).extracting(Lease::taskId).doesNotHaveDuplicates().hasSize(TASKS);
        }
        assertThat(status(run)).isEqualTo(RunStatus.COMPLETED);
        assertThat(look(run).run().taskCounts()).containsEntry(TaskStatus.COMPLETED, TASKS);
    }

    @Test
    void racingClaimsOfOneTaskHaveOneWinner() throws Exception {
        Run run = createRun();
        for (int round = 0; round < 10; round++) {
            Task task = enqueue(run, "a");
            List<Callable<Optional<Claim>>> claimers = Collections.nCopies(WORKERS, this::tryClaim);
            assertThat(Race.run(claimers).stream().flatMap(Optional::stream))
                    .singleElement()
                    .satisfies(claim -> assertThat(claim.task().id()).isEqualTo(task.id()));
            assertThat(attempts(task)).hasSize(1);
        }
    }

    @Test
    void racingClaimsOfAnExpiredLeaseExpireItOnce() throws Exception {
        Run run = createRun();
        Task task = enqueue(run, "a");
        claimFor(1_000);
        clock.advanceMillis(1_000);
        List<Callable<Optional<Claim>>> claimers = Collections.nCopies(WORKERS, this::tryClaim);
        assertThat(Race.run(claimers).stream().flatMap(Optional::stream)).hasSize(1);
        assertThat(attempts(task)).hasSize(2);
        assertThat(task(task.id()).attemptCount()).isEqualTo(2);
    }

    @Test
    void racingEndsOfOneAttemptHaveOneWinner() throws Exception {
        Run run = createRun();
        for (int round = 0; round < 10; round++) {
            enqueue(run, "kept open");
            Task task = enqueue(EnqueueTaskRequest.builder(run.id(), "a").priority(1));
            Lease lease = claim().lease();
            List<Callable<Optional<ErrorCode>>> ends = new ArrayList<>();
            for (HolderOperation end : HolderOperation.values()) {
                if (end.endsAttempt()) {
                    ends.add(() -> outcome(end, lease));
                }
            }
            List<Optional<ErrorCode>> outcomes = Race.run(ends);
            assertThat(outcomes).filteredOn(Optional::isEmpty).hasSize(1);
            assertThat(outcomes)
                    .filteredOn(Optional::isPresent)
                    .containsOnly(Optional.of(ErrorCode.INVALID_TRANSITION));
            assertThat(attempts(task)).hasSize(1);
            if (task(task.id()).status() == TaskStatus.QUEUED) {
                complete(claim());
            }
        }
    }

    private Optional<ErrorCode> outcome(HolderOperation operation, Lease lease) {
        try {
            operation.call(orchestrator, lease);
            return Optional.empty();
        } catch (OrchestratorException e) {
            return Optional.of(e.code());
        }
    }

    private Run enqueueMany() {
        Run run = createRun();
        orchestrator.transaction(operations -> {
            for (int i = 0; i < TASKS; i++) {
                operations.enqueueTask(EnqueueTaskRequest.builder(run.id(), "a").build());
            }
            return run;
        });
        return run;
    }

    private static List<Callable<List<Lease>>> claimers(List<Orchestrator> orchestrators) {
        List<Callable<List<Lease>>> claimers = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            Orchestrator on = orchestrators.get(i % orchestrators.size());
            String worker = "worker-" + i;
            claimers.add(() -> claimAll(on, worker, lease -> {}));
        }
        return claimers;
    }

    private static List<Lease> claimAll(Orchestrator on, String worker, Consumer<Lease> work) {
        List<Lease> leases = new ArrayList<>();
        ClaimNextTaskRequest request = ClaimNextTaskRequest.builder(worker).build();
        for (Optional<Claim> claim = on.claimNextTask(request).claim();
                claim.isPresent();
                claim = on.claimNextTask(request).claim()) {
            Lease lease = claim.get().lease();
            assertThat(lease.workerId()).isEqualTo(worker);
            leases.add(lease);
            work.accept(lease);
        }
        return leases;
    }

    private void assertEachTaskClaimedOnce(Run run, List<List<Lease>> byWorker) {
        List<Lease> leases = byWorker.stream().flatMap(List::stream).toList();
        assertThat(leases).extracting(Lease::taskId).doesNotHaveDuplicates().hasSize(TASKS);
        assertThat(leases).extracting(Lease::fencingToken).doesNotHaveDuplicates();
        assertThat(leases).extracting(Lease::id).doesNotHaveDuplicates();
        assertThat(byWorker)
                .allSatisfy(ofWorker ->
                        assertThat(ofWorker).extracting(Lease::fencingToken).isSorted());
        assertThat(tasksOf(run)).allSatisfy(task -> {
            assertThat(task.status()).isEqualTo(TaskStatus.LEASED);
            assertThat(task.attemptCount()).isEqualTo(1);
        });
        assertThat(look(run).run().taskCounts())
                .containsEntry(TaskStatus.LEASED, TASKS)
                .containsEntry(TaskStatus.QUEUED, 0);
    }
}
