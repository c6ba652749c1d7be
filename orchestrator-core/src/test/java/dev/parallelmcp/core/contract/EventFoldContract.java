package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.doctor.FoldedLog;
import dev.parallelmcp.core.doctor.FoldedRun;
import dev.parallelmcp.core.doctor.FoldedTask;
import dev.parallelmcp.core.doctor.LoggedEvent;
import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.DependencyFailurePolicy;
import dev.parallelmcp.core.model.Event;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.Lease;
import dev.parallelmcp.core.model.PauseStatus;
import dev.parallelmcp.core.model.RetryPolicy;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.TaskView;
import dev.parallelmcp.core.model.request.CancelRunRequest;
import dev.parallelmcp.core.model.request.CancelTaskRequest;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.ClaimTasksRequest;
import dev.parallelmcp.core.model.request.CloseRunRequest;
import dev.parallelmcp.core.model.request.CompleteTaskRequest;
import dev.parallelmcp.core.model.request.CompleteTasksRequest;
import dev.parallelmcp.core.model.request.Completion;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.FailTaskRequest;
import dev.parallelmcp.core.model.request.HeartbeatLeaseRequest;
import dev.parallelmcp.core.model.request.MarkTaskRunningRequest;
import dev.parallelmcp.core.model.request.PauseTaskRequest;
import dev.parallelmcp.core.model.request.ReleaseTaskRequest;
import dev.parallelmcp.core.model.request.RequeueDeadTaskRequest;
import dev.parallelmcp.core.model.request.RerunRunFromRequest;
import dev.parallelmcp.core.model.request.ResumeTaskRequest;
import dev.parallelmcp.core.model.result.RunView;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever folds the log knows every status, count and holder, whatever happened. */
public abstract class EventFoldContract extends NamedTaskContract {

    private static final int STEPS = 400;

    private static final List<DependencyFailurePolicy> POLICIES = List.of(DependencyFailurePolicy.values());

    /** What chance may lead to: the call came too late or out of place. */
    private static final Set<ErrorCode> EXPECTED = EnumSet.of(
            ErrorCode.RUN_TERMINAL,
            ErrorCode.LEASE_EXPIRED,
            ErrorCode.LEASE_CONFLICT,
            ErrorCode.TASK_CANCELLED,
            ErrorCode.INVALID_TRANSITION);

    private final List<Run> runs = new ArrayList<>();
    private final List<String> taskIds = new ArrayList<>();
    private final List<Lease> leases = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void foldedLogIsTheState(long seed) {
        Random random = new Random(seed);
        create(random);
        for (int i = 0; i < STEPS; i++) {
            step(random, i);
            if (i % 50 == 49) {
                requireLogToTellTheState();
            }
        }
        assertThat(log(0).stream().map(Event::eventType).distinct().count())
                .as("a history that is worth folding")
                .isGreaterThan(15);
        requireOneStatusChangeAtATime();
    }

    private void step(Random random, int number) {
        try {
            act(random, number);
        } catch (OrchestratorException e) {
            assertThat(e.code()).as(e.message()).isIn(EXPECTED);
        }
    }

    private void act(Random random, int number) {
        switch (random.nextInt(29)) {
            case 0 -> create(random);
            case 1, 2, 3, 4, 5, 6 -> enqueueSome(random, number);
            case 7, 8, 9, 10, 11 -> claimOne(random);
            case 12 ->
                orchestrator.markTaskRunning(
                        MarkTaskRunningRequest.builder(lease(random)).build());
            case 13, 14 ->
                orchestrator.completeTask(CompleteTaskRequest.builder(lease(random))
                        .output(Json.of("1"))
                        .build());
            case 15 ->
                orchestrator.failTask(
                        FailTaskRequest.builder(lease(random), "final").build());
            case 16, 17 ->
                orchestrator.failTask(FailTaskRequest.builder(lease(random), "again")
                        .retryable()
                        .build());
            case 18 -> pause(random);
            case 19 ->
                orchestrator.releaseTask(ReleaseTaskRequest.builder(lease(random))
                        .reason("released " + number)
                        .delayMs(random.nextInt(2) * 500L)
                        .build());
            case 20 ->
                orchestrator.resumeTask(
                        ResumeTaskRequest.builder(taskId(random)).build());
            case 21 ->
                orchestrator.requeueDeadTask(
                        RequeueDeadTaskRequest.builder(taskId(random)).build());
            case 22 -> passTime(random);
            case 23 ->
                orchestrator.cancelTask(CancelTaskRequest.builder(taskId(random))
                        .reason("cancelled " + number)
                        .build());
            case 24, 25 ->
                orchestrator.rerunRunFrom(RerunRunFromRequest.builder(taskId(random))
                        .reason("rerun " + number)
                        .build());
            case 26 ->
                orchestrator
                        .claimTasks(ClaimTasksRequest.builder("worker", 1 + random.nextInt(4))
                                .leaseMs(500 + random.nextInt(1_000))
                                .build())
                        .claims()
                        .forEach(claim -> leases.add(claim.lease()));
            case 27 ->
                orchestrator.completeTasks(CompleteTasksRequest.builder(
                                "worker",
                                List.of(
                                        Completion.builder(lease(random)).build(),
                                        Completion.builder(lease(random)).build()))
                        .build());
            default -> rarely(random);
        }
    }

    private void create(Random random) {
        CreateRunRequest.Builder request = CreateRunRequest.builder();
        if (random.nextBoolean()) {
            request.keepOpen();
        }
        if (random.nextBoolean()) {
            request.context(Json.of("{}"));
        }
        runs.add(orchestrator.createRun(request.build()).run());
    }

    private void enqueueSome(Random random, int number) {
        Run run = runs.get(random.nextInt(runs.size()));
        List<String> behind = tasksOf(run).stream()
                .map(TaskView::id)
                .filter(id -> random.nextInt(4) == 0)
                .limit(3)
                .toList();
        EnqueueTaskRequest.Builder request = EnqueueTaskRequest.builder(run.id(), "any")
                .id("t" + number)
                .maxAttempts(1 + random.nextInt(2))
                .priority(random.nextInt(3))
                .retry(RetryPolicy.fixed(random.nextInt(2) * 300L))
                .dependsOnTaskIds(behind)
                .onDependencyFailure(POLICIES.get(random.nextInt(POLICIES.size())));
        if (random.nextInt(3) == 0) {
            request.timeoutMs(1_500);
        }
        if (random.nextInt(4) == 0) {
            request.delayMs(1_000);
        }
        taskIds.add(enqueue(request).id());
    }

    private void claimOne(Random random) {
        orchestrator
                .claimNextTask(ClaimNextTaskRequest.builder("worker-" + random.nextInt(3))
                        .leaseMs(1_000 + random.nextInt(2_000))
                        .build())
                .claim()
                .map(Claim::lease)
                .ifPresent(leases::add);
    }

    private void pause(Random random) {
        PauseTaskRequest.Builder request = PauseTaskRequest.builder(
                lease(random), random.nextBoolean() ? PauseStatus.BLOCKED : PauseStatus.WAITING_INPUT);
        if (random.nextBoolean()) {
            request.resumeAfterMs(700);
        }
        if (random.nextBoolean()) {
            request.deadlineAfterMs(1_400);
        }
        orchestrator.pauseTask(request.reason("paused").build());
    }

    private void passTime(Random random) {
        clock.advanceMillis(random.nextInt(1_000));
        if (random.nextBoolean()) {
            sweep();
        }
    }

    private void rarely(Random random) {
        Run run = runs.get(random.nextInt(runs.size()));
        switch (random.nextInt(4)) {
            case 0 -> orchestrator.cancelRun(CancelRunRequest.builder(run.id()).build());
            case 1 -> orchestrator.closeRun(CloseRunRequest.builder(run.id()).build());
            case 2 -> restart();
            default ->
                orchestrator.heartbeatLease(
                        HeartbeatLeaseRequest.builder(lease(random)).build());
        }
    }

    /** Mostly one of the latest, which may still be held. */
    private Lease lease(Random random) {
        if (leases.isEmpty()) {
            throw OrchestratorException.of(ErrorCode.LEASE_CONFLICT, "nothing was claimed yet");
        }
        int latest = Math.min(leases.size(), 5);
        return leases.get(leases.size() - 1 - random.nextInt(latest));
    }

    private String taskId(Random random) {
        if (taskIds.isEmpty()) {
            throw OrchestratorException.of(ErrorCode.INVALID_TRANSITION, "nothing was enqueued yet");
        }
        return taskIds.get(random.nextInt(taskIds.size()));
    }

    private void requireLogToTellTheState() {
        FoldedLog folded = FoldedLog.of(log(0).stream().map(LoggedEvent::of).toList());
        assertThat(folded.unreadable()).isEmpty();
        Map<String, FoldedTask> tasks = new HashMap<>();
        taskIds.forEach(id -> tasks.put(id, state(task(id))));
        assertThat(folded.tasks()).containsExactlyInAnyOrderEntriesOf(tasks);
        for (Run run : runs) {
            RunView view = view(run);
            assertThat(folded.runs()).containsEntry(run.id(), state(view.run()));
            assertThat(folded.counts(run.id())).isEqualTo(counts(view));
        }
    }

    private static FoldedTask state(Task task) {
        return new FoldedTask(
                task.runId(),
                task.status().wireName(),
                task.attemptCount(),
                task.leaseId().orElse(null),
                task.leasedBy().orElse(null),
                task.statusReason().orElse(null));
    }

    private static FoldedRun state(Run run) {
        return new FoldedRun(run.status().wireName(), run.keepOpen());
    }

    private static Map<String, Integer> counts(RunView view) {
        Map<String, Integer> counts = new TreeMap<>();
        for (TaskStatus status : TaskStatus.values()) {
            int count = view.taskCounts().getOrDefault(status, 0);
            if (count > 0) {
                counts.put(status.wireName(), count);
            }
        }
        return counts;
    }

    /** Each change of a run's status goes on from where the last one ended. */
    private void requireOneStatusChangeAtATime() {
        Map<String, Object> statuses = new HashMap<>();
        for (Event event : log(0)) {
            if (event.eventType() == EventType.RUN_CREATED) {
                statuses.put(event.runId(), "pending");
            } else if (event.eventType() == EventType.RUN_STATUS_CHANGED) {
                Object before = statuses.get(event.runId());
                Object now = String.valueOf(Payloads.of(event).get("status"));
                assertThat(Payloads.of(event)).containsEntry("from", before);
                assertThat(now).isNotEqualTo(before);
                statuses.put(event.runId(), now);
            }
        }
    }
}
