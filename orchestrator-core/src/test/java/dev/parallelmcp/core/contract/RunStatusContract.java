package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.engine.Operations;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.DependencyFailurePolicy;
import dev.parallelmcp.core.model.Event;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.PauseStatus;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.CancelRunRequest;
import dev.parallelmcp.core.model.request.CloseRunRequest;
import dev.parallelmcp.core.model.request.CompleteTaskRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.GetRunRequest;
import dev.parallelmcp.core.model.request.MarkTaskRunningRequest;
import dev.parallelmcp.core.model.request.RequeueDeadTaskRequest;
import dev.parallelmcp.core.model.result.RunView;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Run status follows from how the run's tasks stand, and from nothing else but keepOpen, close_run and cancel_run. */
public abstract class RunStatusContract extends ObservingContract {

    /** What was done to the run itself. */
    enum Handling {
        PLAIN,
        KEPT_OPEN,
        CLOSED,
        KEPT_OPEN_AND_CLOSED,
        CANCELLED;

        boolean keptOpen() {
            return this == KEPT_OPEN || this == KEPT_OPEN_AND_CLOSED;
        }

        boolean closed() {
            return this == CLOSED || this == KEPT_OPEN_AND_CLOSED;
        }
    }

    @ParameterizedTest
    @EnumSource
    void statusFollowsFromTheTasksInEveryCombination(Handling handling) {
        List<Set<RunPart>> combinations = combinations(handling);
        List<Run> runs = orchestrator.transaction(operations -> combinations.stream()
                .map(parts -> make(operations, parts, handling))
                .toList());
        for (int i = 0; i < runs.size(); i++) {
            Set<RunPart> parts = combinations.get(i);
            boolean cancelled = handling == Handling.CANCELLED && !ended(parts);
            RunView view = orchestrator.getRun(new GetRunRequest(runs.get(i).id()));
            assertThat(view.run().status())
                    .as("%s %s", handling, parts)
                    .isEqualTo(cancelled ? RunStatus.CANCELLED : expected(parts, handling));
            assertThat(view.taskCounts()).as("%s %s", handling, parts).isEqualTo(counts(parts, cancelled));
        }
    }

    /** All of them for a plain run; for the others, of parts that are alike to a run one stands for both. */
    private static List<Set<RunPart>> combinations(Handling handling) {
        Set<RunPart> leftOut = handling == Handling.PLAIN
                ? EnumSet.noneOf(RunPart.class)
                : EnumSet.of(RunPart.DELAYED, RunPart.RUNNING, RunPart.WAITING_INPUT);
        return IntStream.range(0, 1 << RunPart.values().length)
                .mapToObj(RunStatusContract::parts)
                .filter(parts -> parts.stream().noneMatch(leftOut::contains))
                .toList();
    }

    /** The parts whose bits are set. */
    private static Set<RunPart> parts(int bits) {
        RunPart[] all = RunPart.values();
        Set<RunPart> parts = EnumSet.noneOf(RunPart.class);
        for (int i = 0; i < all.length; i++) {
            if ((bits >> i & 1) == 1) {
                parts.add(all[i]);
            }
        }
        return parts;
    }

    private static Run make(Operations operations, Set<RunPart> parts, Handling handling) {
        CreateRunRequest.Builder request = CreateRunRequest.builder();
        Run run = operations
                .createRun((handling.keptOpen() ? request.keepOpen() : request).build())
                .run();
        parts.forEach(part -> part.enqueue(operations, run));
        parts.forEach(part -> part.move(operations, run));
        if (handling.closed()) {
            operations.closeRun(CloseRunRequest.builder(run.id()).build());
        }
        if (handling == Handling.CANCELLED) {
            operations.cancelRun(CancelRunRequest.builder(run.id()).build());
        }
        return run;
    }

    private static boolean ended(Set<RunPart> parts) {
        return !parts.isEmpty()
                && EnumSet.of(RunPart.COMPLETED, RunPart.FAILED, RunPart.CANCELLED)
                        .containsAll(parts);
    }

    private static RunStatus expected(Set<RunPart> parts, Handling handling) {
        if (parts.isEmpty()) {
            return handling.closed() ? RunStatus.COMPLETED : RunStatus.PENDING;
        }
        Set<RunPart> moving = EnumSet.of(RunPart.READY, RunPart.DELAYED, RunPart.LEASED, RunPart.RUNNING);
        if (parts.stream().anyMatch(moving::contains)) {
            return RunStatus.ACTIVE;
        }
        if (!ended(parts)) {
            return RunStatus.WAITING;
        }
        if (handling == Handling.KEPT_OPEN) {
            return RunStatus.ACTIVE;
        }
        return parts.equals(EnumSet.of(RunPart.COMPLETED)) ? RunStatus.COMPLETED : RunStatus.FAILED;
    }

    private static Map<TaskStatus, Integer> counts(Set<RunPart> parts, boolean cancelled) {
        Map<TaskStatus, Integer> counts = new EnumMap<>(TaskStatus.class);
        for (TaskStatus status : TaskStatus.values()) {
            counts.put(status, 0);
        }
        parts.stream()
                .flatMap(part -> part.tasks().stream())
                .map(status -> cancelled && !status.terminal() ? TaskStatus.CANCELLED : status)
                .forEach(status -> counts.merge(status, 1, Integer::sum));
        return counts;
    }

    @Test
    void runFollowsItsOnlyTaskThroughItsLife() {
        Run run = createRun();
        assertThat(run.status()).isEqualTo(RunStatus.PENDING);
        enqueue(run, "a");
        assertThat(status(run)).isEqualTo(RunStatus.ACTIVE);
        Claim first = claim();
        assertThat(first.run().status()).isEqualTo(RunStatus.ACTIVE);
        orchestrator.markTaskRunning(
                MarkTaskRunningRequest.builder(first.lease()).build());
        assertThat(status(run)).isEqualTo(RunStatus.ACTIVE);
        Task paused = pause(first, PauseStatus.WAITING_INPUT);
        assertThat(status(run)).isEqualTo(RunStatus.WAITING);
        resume(paused);
        assertThat(status(run)).isEqualTo(RunStatus.ACTIVE);
        complete(claim());
        assertThat(status(run)).isEqualTo(RunStatus.COMPLETED);
        assertThat(statusChanges(run))
                .containsExactly("pending→active", "active→waiting", "waiting→active", "active→completed");
    }

    @Test
    void taskBehindAPausedOneWaitsWithIt() {
        Run run = createRun();
        Task first = enqueue(run, "a");
        enqueue(EnqueueTaskRequest.builder(run.id(), "b").dependsOnTaskIds(List.of(first.id())));
        assertThat(status(run)).isEqualTo(RunStatus.ACTIVE);
        pause(claim(), PauseStatus.BLOCKED);
        assertThat(status(run)).isEqualTo(RunStatus.WAITING);
        resume(first);
        complete(claim());
        assertThat(status(run)).isEqualTo(RunStatus.ACTIVE);
        complete(claim());
        assertThat(status(run)).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void taskThatWaitsBehindAFailedOneKeepsTheRunWaiting() {
        Run run = createRun();
        Task first = enqueue(run, "a");
        Task second = enqueue(EnqueueTaskRequest.builder(run.id(), "b")
                .dependsOnTaskIds(List.of(first.id()))
                .onDependencyFailure(DependencyFailurePolicy.WAIT));
        fail(claim());
        assertThat(status(run)).isEqualTo(RunStatus.WAITING);
        assertThat(task(second.id()).status()).isEqualTo(TaskStatus.QUEUED);
        assertThat(tryClaim()).isEmpty();
    }

    @Test
    void taskThatContinuesBehindAFailedOneKeepsTheRunActive() {
        Run run = createRun();
        Task first = enqueue(run, "a");
        enqueue(EnqueueTaskRequest.builder(run.id(), "b")
                .dependsOnTaskIds(List.of(first.id()))
                .onDependencyFailure(DependencyFailurePolicy.CONTINUE));
        fail(claim());
        assertThat(status(run)).isEqualTo(RunStatus.ACTIVE);
        complete(claim());
        assertThat(status(run)).isEqualTo(RunStatus.FAILED);
    }

    @Test
    void requeuedDeadTaskMakesAnEndedRunActiveAgain() {
        Run run = createRun();
        Task task = enqueue(EnqueueTaskRequest.builder(run.id(), "a").maxAttempts(1));
        failRetryably(claim());
        assertThat(status(run)).isEqualTo(RunStatus.FAILED);
        orchestrator.requeueDeadTask(RequeueDeadTaskRequest.builder(task.id()).build());
        assertThat(status(run)).isEqualTo(RunStatus.ACTIVE);
        complete(claim());
        assertThat(statusChanges(run))
                .containsExactly("pending→active", "active→failed", "failed→active", "active→completed");
    }

    @Test
    void runMovesItsUpdatedAtWithItsStatusAndNotWithItsTasksSteps() {
        Run run = createRun();
        clock.advanceMillis(1_000);
        enqueue(run, "a");
        enqueue(run, "b");
        Run active = run(run.id());
        assertThat(active.updatedAt()).isEqualTo(clock.instant());
        clock.advanceMillis(1_000);
        complete(claim());
        assertThat(run(run.id())).isEqualTo(active);
        clock.advanceMillis(1_000);
        complete(claim());
        assertThat(run(run.id()).updatedAt()).isEqualTo(clock.instant());
        assertThat(run(run.id()).createdAt()).isEqualTo(run.createdAt());
    }

    @Test
    void statusEventComesLastAndSaysStatusAndKeepOpen() {
        Run run = createRun();
        enqueue(run, "a");
        Claim claim = claim();
        List<Event> events = eventsOf(run, () -> complete(claim));
        assertThat(types(events)).containsExactly(EventType.TASK_COMPLETED, EventType.RUN_STATUS_CHANGED);
        Event last = events.get(1);
        assertThat(Payloads.of(last))
                .containsEntry("status", "completed")
                .containsEntry("keepOpen", false)
                .containsEntry("from", "active");
        assertThat(last.taskId()).isEmpty();
        assertThat(last.createdAt()).isEqualTo(clock.instant());
    }

    @Test
    void racingCompletionsOfTheLastTasksEndTheRunOnce() throws Exception {
        Run run = createRun();
        List<Callable<RunStatus>> completions = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            enqueue(run, "a");
            Claim claim = claim();
            completions.add(() -> {
                orchestrator.completeTask(
                        CompleteTaskRequest.builder(claim.lease()).build());
                return status(run);
            });
        }
        assertThat(Race.run(completions)).contains(RunStatus.COMPLETED);
        assertThat(statusChanges(run)).containsExactly("pending→active", "active→completed");
        assertThat(types(events(run))).endsWith(EventType.TASK_COMPLETED, EventType.RUN_STATUS_CHANGED);
    }

    private List<String> statusChanges(Run run) {
        return events(run).stream()
                .filter(event -> event.eventType() == EventType.RUN_STATUS_CHANGED)
                .map(Payloads::of)
                .map(payload -> payload.get("from") + "→" + payload.get("status"))
                .toList();
    }
}
