package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.Event;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.IdKind;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunTally;
import dev.parallelmcp.core.store.EventDraft;
import dev.parallelmcp.core.store.RunRow;
import dev.parallelmcp.core.store.TaskRow;
import dev.parallelmcp.core.store.TaskState;
import dev.parallelmcp.core.store.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One operation inside a transaction: it moves tasks, records events and keeps the run counters, so that no use case can
 * do one without the others. Confined to the thread of its transaction.
 */
final class UnitOfWork {

    private final Transaction tx;
    private final Settings settings;
    private final RunLedger ledger = new RunLedger(this);
    private final List<Event> events = new ArrayList<>();

    UnitOfWork(Transaction tx, Settings settings) {
        this.tx = tx;
        this.settings = settings;
    }

    Transaction tx() {
        return tx;
    }

    Instant now() {
        return tx.now();
    }

    RunLedger ledger() {
        return ledger;
    }

    OrchestratorOptions options() {
        return settings.options();
    }

    double random() {
        return settings.random().getAsDouble();
    }

    String newId(IdKind kind) {
        return settings.ids().next(kind);
    }

    RunRow run(String runId) {
        return tx.runs().find(runId).orElseThrow(() -> Refusals.notFound(IdKind.RUN, runId));
    }

    TaskRow task(String taskId) {
        return tx.tasks().find(taskId).orElseThrow(() -> Refusals.notFound(IdKind.TASK, taskId));
    }

    /** Refuses a payload that is larger than the deployment allows. */
    @Nullable
    Json payload(String field, Optional<Json> payload) {
        if (payload.isEmpty()) {
            return null;
        }
        int max = options().maxPayloadBytes();
        Json json = payload.get();
        // Three bytes a character at most: small payloads need no counting.
        if (json.text().length() > max / 3 && json.utf8Bytes() > max) {
            throw Refusals.payloadTooLarge(field, json.utf8Bytes(), max);
        }
        return json;
    }

    /** Writes a task's next state and counts it. */
    TaskRow move(TaskRow before, TaskState after) {
        RunTally change = tally(after).minus(tally(before.state()));
        if (!change.equals(RunTally.ZERO)) {
            ledger.add(before.spec().runId(), change);
        }
        return moveCounted(before, after);
    }

    /** Writes a task's next state where the ledger knows of it already. */
    TaskRow moveCounted(TaskRow before, TaskState after) {
        if (before.state().status() != after.status()
                && !before.state().status().mayBecome(after.status())) {
            throw OrchestratorException.of(
                    ErrorCode.INTERNAL, "no transition from " + before.state().status() + " to " + after.status());
        }
        if (!tx.tasks().save(before, after)) {
            throw OrchestratorException.of(
                    ErrorCode.INTERNAL, "task " + before.id() + " changed inside its transaction");
        }
        return before.with(after);
    }

    private static RunTally tally(TaskState state) {
        return RunTally.one(state.status(), state.unmetDependencies());
    }

    void record(TaskRow task, @Nullable String attemptId, EventType type, EventPayload payload) {
        record(new EventDraft(
                task.spec().namespace(), task.spec().runId(), task.id(), attemptId, type, payload.build(), now()));
    }

    void record(Run run, EventType type, EventPayload payload) {
        record(new EventDraft(run.namespace(), run.id(), null, null, type, payload.build(), now()));
    }

    void record(EventDraft draft) {
        events.add(tx.events().append(draft));
    }

    /** Ends the operation: run statuses follow, listeners hear of it once it is committed. */
    void finish() {
        ledger.settle();
        if (!events.isEmpty()) {
            EventDispatcher dispatcher = settings.dispatcher();
            tx.afterCommit(() -> dispatcher.publish(events));
        }
    }
}
