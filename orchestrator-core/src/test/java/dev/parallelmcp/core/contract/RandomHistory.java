package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.engine.Operations;
import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.DependencyFailurePolicy;
import dev.parallelmcp.core.model.Lease;
import dev.parallelmcp.core.model.PauseStatus;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.request.CancelRunRequest;
import dev.parallelmcp.core.model.request.CancelTaskRequest;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.CloseRunRequest;
import dev.parallelmcp.core.model.request.CompleteTaskRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.ExpireLeasesRequest;
import dev.parallelmcp.core.model.request.FailTaskRequest;
import dev.parallelmcp.core.model.request.GetTaskRequest;
import dev.parallelmcp.core.model.request.MarkTaskRunningRequest;
import dev.parallelmcp.core.model.request.PauseTaskRequest;
import dev.parallelmcp.core.model.request.PruneRunsRequest;
import dev.parallelmcp.core.model.request.ReleaseTaskRequest;
import dev.parallelmcp.core.model.request.RequeueDeadTaskRequest;
import dev.parallelmcp.core.model.request.RerunRunFromRequest;
import dev.parallelmcp.core.model.request.ResumeTaskRequest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Does whatever can be done to runs and tasks of two namespaces, in an order that a seed decides. */
final class RandomHistory {

    static final List<String> NAMESPACES = List.of("left", "right");

    private static final List<String> KINDS = List.of("a", "b", "c");

    /** The record is not as the call needs it, or is not there any more. */
    private static final Set<ErrorCode> EXPECTED =
            EnumSet.of(ErrorCode.INVALID_TRANSITION, ErrorCode.RECORD_NOT_FOUND, ErrorCode.RUN_TERMINAL);

    /** What may be done. */
    enum Act {
        ENQUEUE,
        FINISH,
        BURY,
        HOLD,
        PAUSE,
        RELEASE,
        CREATE,
        WAIT,
        SWEEP,
        FAIL,
        RESUME,
        REQUEUE,
        RERUN,
        CANCEL_TASK,
        CANCEL_RUN,
        CLOSE_RUN,
        PRUNE
    }

    private final Supplier<Operations> on;
    private final HandClock clock;
    private final Random random;
    private final List<String> runs = new ArrayList<>();
    private final List<String> tasks = new ArrayList<>();
    private final Map<String, List<String>> tasksByRun = new HashMap<>();
    private final Set<Act> done = EnumSet.noneOf(Act.class);

    RandomHistory(Supplier<Operations> on, HandClock clock, Random random) {
        this.on = on;
        this.clock = clock;
        this.random = random;
        create();
        create();
    }

    List<String> runIds() {
        return runs;
    }

    List<String> taskIds() {
        return tasks;
    }

    /** What was done and not refused. */
    Set<Act> done() {
        return done;
    }

    void step() {
        Act[] acts = Act.values();
        Act act = random.nextInt(4) == 0 ? Act.ENQUEUE : acts[random.nextInt(acts.length)];
        try {
            act(act);
        } catch (OrchestratorException e) {
            assertThat(e.code()).as(e.message()).isIn(EXPECTED);
        }
    }

    private void act(Act act) {
        switch (act) {
            case CREATE -> rarely(() -> record(act, create()));
            case ENQUEUE -> record(act, enqueue());
            case WAIT -> record(act, passTime());
            case SWEEP -> record(act, on.get().expireLeases(new ExpireLeasesRequest()));
            case FINISH ->
                claimed(
                        act,
                        lease -> on.get()
                                .completeTask(CompleteTaskRequest.builder(lease).build()));
            case BURY ->
                claimed(
                        act,
                        lease -> on.get()
                                .failTask(FailTaskRequest.builder(lease, "bad luck")
                                        .retryable()
                                        .build()));
            case FAIL ->
                claimed(
                        act,
                        lease -> on.get()
                                .failTask(
                                        FailTaskRequest.builder(lease, "no use").build()));
            case HOLD -> claimed(act, this::hold);
            case PAUSE -> claimed(act, this::pause);
            case RELEASE ->
                claimed(
                        act,
                        lease -> on.get()
                                .releaseTask(ReleaseTaskRequest.builder(lease)
                                        .delayMs(random.nextInt(2) * 30_000L)
                                        .build()));
            case RESUME ->
                record(
                        act,
                        on.get()
                                .resumeTask(ResumeTaskRequest.builder(
                                                one(tasks, task -> task.status().paused()))
                                        .build()));
            case REQUEUE ->
                record(
                        act,
                        on.get()
                                .requeueDeadTask(RequeueDeadTaskRequest.builder(one(tasks, Task::dead))
                                        .build()));
            case RERUN ->
                record(
                        act,
                        on.get()
                                .rerunRunFrom(
                                        RerunRunFromRequest.builder(one(tasks)).build()));
            case CANCEL_TASK ->
                record(
                        act,
                        on.get()
                                .cancelTask(
                                        CancelTaskRequest.builder(one(tasks)).build()));
            case CANCEL_RUN ->
                rarely(() -> record(
                        act,
                        on.get().cancelRun(CancelRunRequest.builder(one(runs)).build())));
            case CLOSE_RUN ->
                rarely(() -> record(
                        act,
                        on.get().closeRun(CloseRunRequest.builder(one(runs)).build())));
            case PRUNE -> rarely(() -> prune(act));
        }
    }

    private void record(Act act, Object answer) {
        assertThat(answer).isNotNull();
        done.add(act);
    }

    /** Else there would be no run left to look at. */
    private void rarely(Runnable act) {
        if (random.nextInt(3) == 0) {
            act.run();
        }
    }

    private String one(List<String> ids) {
        return ids.isEmpty() ? "nobody" : ids.get(random.nextInt(ids.size()));
    }

    /** One of those that are so, if there are any. */
    private String one(List<String> ids, Predicate<Task> isSo) {
        List<String> found =
                ids.stream().filter(id -> known(id).filter(isSo).isPresent()).toList();
        return one(found.isEmpty() ? ids : found);
    }

    /** Unless it was pruned. */
    private Optional<Task> known(String id) {
        try {
            return Optional.of(
                    on.get().getTask(GetTaskRequest.builder(id).build()).task());
        } catch (OrchestratorException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.RECORD_NOT_FOUND);
            return Optional.empty();
        }
    }

    private String create() {
        CreateRunRequest.Builder request =
                CreateRunRequest.builder().namespace(NAMESPACES.get(random.nextInt(NAMESPACES.size())));
        if (random.nextBoolean()) {
            request.keepOpen();
        }
        String id = on.get().createRun(request.build()).run().id();
        runs.add(id);
        return id;
    }

    private String enqueue() {
        String run = one(runs);
        DependencyFailurePolicy[] policies = DependencyFailurePolicy.values();
        EnqueueTaskRequest.Builder request = EnqueueTaskRequest.builder(run, KINDS.get(random.nextInt(KINDS.size())))
                .priority(random.nextInt(3))
                .maxAttempts(1 + random.nextInt(2))
                .onDependencyFailure(policies[random.nextInt(policies.length)]);
        if (random.nextInt(3) == 0) {
            request.delayMs(random.nextInt(90_000));
        }
        List<String> siblings = tasksByRun.computeIfAbsent(run, id -> new ArrayList<>());
        if (!siblings.isEmpty() && random.nextBoolean()) {
            // The latest has most likely not ended yet.
            request.dependsOnTaskIds(List.of(one(siblings), siblings.get(siblings.size() - 1)));
        }
        String id = on.get().enqueueTask(request.build()).task().id();
        tasks.add(id);
        siblings.add(id);
        return id;
    }

    private String passTime() {
        clock.advanceMillis(random.nextInt(8) == 0 ? 86_400_000 : random.nextInt(60_000));
        return clock.instant().toString();
    }

    private void claimed(Act act, Consumer<Lease> then) {
        Optional<Lease> lease = on.get()
                .claimNextTask(ClaimNextTaskRequest.builder("worker").build())
                .claim()
                .map(Claim::lease);
        lease.ifPresent(then.andThen(held -> done.add(act)));
    }

    private void hold(Lease lease) {
        if (random.nextBoolean()) {
            on.get().markTaskRunning(MarkTaskRunningRequest.builder(lease).build());
        }
    }

    private void pause(Lease lease) {
        PauseTaskRequest.Builder request =
                PauseTaskRequest.builder(lease, random.nextBoolean() ? PauseStatus.BLOCKED : PauseStatus.WAITING_INPUT);
        if (random.nextInt(3) == 0) {
            request.resumeAfterMs(30_000);
        } else if (random.nextBoolean()) {
            request.deadlineAfterMs(60_000);
        }
        on.get().pauseTask(request.build());
    }

    private void prune(Act act) {
        List<String> pruned = on.get()
                .pruneRuns(PruneRunsRequest.builder(clock.instant()).limit(2).build())
                .prunedRunIds();
        if (!pruned.isEmpty()) {
            record(act, pruned);
        }
    }
}
