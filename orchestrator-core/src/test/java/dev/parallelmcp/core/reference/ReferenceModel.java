package dev.parallelmcp.core.reference;

import dev.parallelmcp.core.engine.Operations;
import dev.parallelmcp.core.engine.OrchestratorOptions;
import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.ContextSnapshot;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.TaskStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What the specification says, without a database: a map of runs and one of tasks, each in the order in which they were
 * made. Nothing is counted and nothing remembered that can be seen by looking: whether a task waits, how many of its
 * attempts count, what a run has come to, what is due. It is slow, and short enough to be read beside docs/lifecycle.md.
 *
 * <p>An operation looks for every reason to refuse before it changes anything. Not thread-safe.
 */
public final class ReferenceModel {

    final OrchestratorOptions options;
    final Map<String, ModelRun> runs = new LinkedHashMap<>();
    final Map<String, ModelTask> tasks = new LinkedHashMap<>();
    final Map<String, ContextSnapshot> snapshots = new LinkedHashMap<>();
    final List<ModelEvent> log = new ArrayList<>();
    private final List<ModelEvent> written = new ArrayList<>();
    final List<TokenUse> tokens = new ArrayList<>();

    private NewIds ids = new InventedIds();
    private volatile Instant now = Instant.parse("2026-03-29T00:59:00.123Z");

    public ReferenceModel(OrchestratorOptions options) {
        this.options = options;
    }

    /** The operations as they are to somebody who sees one namespace, or all. */
    public Operations as(Optional<String> namespace) {
        return new ReferenceOperations(new View(this, namespace));
    }

    public Instant now() {
        return now;
    }

    void setNow(Instant instant) {
        now = instant;
    }

    NewIds ids() {
        return ids;
    }

    void takeIdsFrom(NewIds source) {
        ids = source;
    }

    static OrchestratorException refusal(ErrorCode code) {
        return OrchestratorException.of(code, "as the reference model has it");
    }

    /** Does something, and then tells of each run that has come to another status by it. */
    <R> R change(Supplier<R> effect) {
        int before = written.size();
        R result = effect.get();
        Set<String> concerned = new LinkedHashSet<>();
        written.subList(before, written.size()).forEach(event -> concerned.add(event.runId()));
        concerned.forEach(runId -> settle(runs.get(runId)));
        return result;
    }

    private void settle(ModelRun run) {
        RunStatus after = statusOf(run);
        if (run.status != after) {
            String from = run.status.wireName();
            run.status = after;
            run.updatedAt = now;
            record(run, EventType.RUN_STATUS_CHANGED, Payload.of(run).with("from", from));
        }
    }

    /** The first that applies, as the table in docs/lifecycle.md has it. */
    private RunStatus statusOf(ModelRun run) {
        if (run.cancelledForGood) {
            return RunStatus.CANCELLED;
        }
        List<ModelTask> all = tasksOf(run).toList();
        if (all.isEmpty()) {
            return run.closed ? RunStatus.COMPLETED : RunStatus.PENDING;
        }
        if (all.stream().anyMatch(task -> task.status.held() || task.queuedAndMet())) {
            return RunStatus.ACTIVE;
        }
        if (all.stream().anyMatch(task -> !task.status.terminal())) {
            return RunStatus.WAITING;
        }
        if (run.keepOpen) {
            return RunStatus.ACTIVE;
        }
        if (all.stream().anyMatch(task -> task.status == TaskStatus.FAILED)) {
            return RunStatus.FAILED;
        }
        boolean anyCompleted = all.stream().anyMatch(task -> task.status == TaskStatus.COMPLETED);
        return anyCompleted ? RunStatus.COMPLETED : RunStatus.CANCELLED;
    }

    Stream<ModelTask> tasksOf(ModelRun run) {
        return tasks.values().stream().filter(task -> task.run == run);
    }

    /** In the order of enqueueing. */
    List<ModelTask> dependentsOf(ModelTask task) {
        return tasksOf(task.run).filter(other -> other.dependsOn.contains(task)).toList();
    }

    Optional<ModelAttempt> attempt(String attemptId) {
        return attempts().filter(attempt -> attempt.id.equals(attemptId)).findFirst();
    }

    Stream<ModelAttempt> attempts() {
        return tasks.values().stream().flatMap(task -> task.attempts.stream());
    }

    /** When time alone will do something next. */
    Optional<Instant> nextDue() {
        return new PassingTime(this).nextDue(Optional.empty());
    }

    /** Adds to the log; what was written since it was last asked for is in {@link #takeWritten}. */
    void append(ModelEvent event) {
        log.add(event);
        written.add(event);
    }

    /** The events that were written since this was last called, but for those that are forgotten already. */
    List<ModelEvent> takeWritten() {
        List<ModelEvent> taken = List.copyOf(written);
        written.clear();
        return taken;
    }

    void record(ModelRun run, EventType type, Payload payload) {
        append(new ModelEvent(run.id, Optional.empty(), Optional.empty(), type, payload.fields(), now));
    }

    void record(ModelTask task, Optional<ModelAttempt> attempt, EventType type, Payload payload) {
        append(new ModelEvent(
                task.run.id, Optional.of(task.id), attempt.map(one -> one.id), type, payload.fields(), now));
    }

    /** Forgets a run and all that hangs on it. */
    void forget(ModelRun run) {
        runs.remove(run.id);
        tasks.values().removeIf(task -> task.run == run);
        snapshots.values().removeIf(snapshot -> snapshot.runId().equals(run.id));
        log.removeIf(event -> event.runId().equals(run.id));
        written.removeIf(event -> event.runId().equals(run.id));
        tokens.removeIf(use -> use.runId().equals(run.id));
    }
}
