package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.Event;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.IdKind;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunTally;
import dev.parallelmcp.core.scope.Scope;
import dev.parallelmcp.core.store.EventDraft;
import dev.parallelmcp.core.store.ReadTransaction;
import dev.parallelmcp.core.store.RunRow;
import dev.parallelmcp.core.store.TaskRow;
import dev.parallelmcp.core.store.TaskState;
import dev.parallelmcp.core.store.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One operation inside a transaction: it moves tasks, records events and keeps the run counters, so that no use case can
 * do one without the others. Confined to the thread of its transaction.
 */
final class UnitOfWork {

    private final Transaction whole;
    private final Transaction tx;
    private final Settings settings;
    private final RunLedger ledger = new RunLedger(this);
    private final List<Event> events = new ArrayList<>();

    UnitOfWork(Transaction whole, Settings settings) {
        this(whole, settings.scope().view(whole), settings);
    }

    private UnitOfWork(Transaction whole, Transaction tx, Settings settings) {
        this.whole = whole;
        this.tx = tx;
        this.settings = settings;
    }

    /** The transaction as the caller sees it. */
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

    /** What the caller sees, whatever the unit of work itself sees. */
    Scope scope() {
        return settings.scope();
    }

    /** Does what concerns all namespaces whoever asks, as a change before this one. */
    <R> R onWholeStore(Function<UnitOfWork, R> effect) {
        UnitOfWork unlimited = new UnitOfWork(whole, whole, settings);
        R result = effect.apply(unlimited);
        unlimited.finish();
        return result;
    }

    /** The same as a part that may fail alone: then nothing of it has happened, and this change goes on. */
    <R> R apartOnWholeStore(Function<UnitOfWork, R> effect) {
        return whole.apart(() -> onWholeStore(effect));
    }

    RunRow run(String runId) {
        return tx.runs().find(runId).orElseThrow(() -> Refusals.notFound(IdKind.RUN, runId));
    }

    TaskRow task(String taskId) {
        return tx.tasks().find(taskId).orElseThrow(() -> Refusals.notFound(IdKind.TASK, taskId));
    }

    /** Refuses an id that a record has already, be it one that the caller does not see: ids are unique in the store. */
    void requireUnused(IdKind kind, Optional<String> id) {
        if (id.isPresent() && exists(whole, kind, id.get())) {
            throw idTaken(kind, id.get());
        }
    }

    /** Those of these ids that tasks have already, be they ones that the caller does not see. */
    Set<String> takenTaskIds(List<String> ids) {
        return ids.isEmpty() ? Set.of() : Set.copyOf(whole.tasks().idsTaken(ids));
    }

    /** The refusal of an id that a record has; it tells no more of a record that the caller does not see. */
    OrchestratorException idTaken(IdKind kind, String id) {
        return exists(tx, kind, id) ? Refusals.duplicateId(kind, id) : Refusals.idTakenElsewhere(kind, id);
    }

    private static boolean exists(ReadTransaction tx, IdKind kind, String id) {
        return switch (kind) {
            case RUN -> tx.runs().find(id).isPresent();
            case TASK -> tx.tasks().find(id).isPresent();
            case CONTEXT -> tx.snapshots().find(id).isPresent();
            case ATTEMPT, LEASE -> throw new IllegalArgumentException("no caller supplies the id of one: " + kind);
        };
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

    /** Writes an event about a task and answers its id. */
    long record(TaskRow task, @Nullable String attemptId, EventType type, EventPayload payload) {
        return record(new EventDraft(
                task.spec().namespace(), task.spec().runId(), task.id(), attemptId, type, payload.build(), now()));
    }

    void record(Run run, EventType type, EventPayload payload) {
        record(new EventDraft(run.namespace(), run.id(), null, null, type, payload.build(), now()));
    }

    long record(EventDraft draft) {
        Event event = tx.events().append(draft);
        if (scope().sees(draft.namespace())) {
            events.add(event);
        }
        return event.id();
    }

    /** Ends the operation: run statuses follow, listeners hear what the caller sees of it once it is committed. */
    void finish() {
        ledger.settle();
        if (!events.isEmpty()) {
            EventDispatcher dispatcher = settings.dispatcher();
            tx.afterCommit(() -> dispatcher.publish(events));
        }
    }
}
