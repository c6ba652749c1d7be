package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.model.ContextScope;
import dev.parallelmcp.core.model.ContextSnapshot;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.IdKind;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.store.EventDraft;
import dev.parallelmcp.core.store.RunRow;
import java.util.Optional;

/** The tree of immutable snapshots of a run, and which of them is current. */
final class ContextChain {

    private ContextChain() {}

    /** A snapshot that is about to be appended. */
    record Entry(
            ContextScope scope,
            Json payload,
            Optional<String> id,
            Optional<String> taskId,
            Optional<String> attemptId,
            Optional<String> parentId,
            Optional<String> label) {

        static Entry of(ContextScope scope, Json payload) {
            return new Entry(
                    scope,
                    payload,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }

        Entry identified(Optional<String> newId) {
            return new Entry(scope, payload, newId, taskId, attemptId, parentId, label);
        }

        Entry by(Optional<String> newTaskId, Optional<String> newAttemptId) {
            return new Entry(scope, payload, id, newTaskId, newAttemptId, parentId, label);
        }

        Entry under(Optional<String> newParentId) {
            return new Entry(scope, payload, id, taskId, attemptId, newParentId, label);
        }

        Entry labelled(String newLabel) {
            return new Entry(scope, payload, id, taskId, attemptId, parentId, Optional.of(newLabel));
        }
    }

    /** Stores the snapshot; a run-scoped one becomes the run's current context. */
    static ContextSnapshot append(UnitOfWork work, RunRow row, Entry entry) {
        Run run = row.run();
        ContextSnapshot snapshot = new ContextSnapshot(
                entry.id().orElseGet(() -> work.newId(IdKind.CONTEXT)),
                run.id(),
                entry.taskId(),
                entry.scope(),
                entry.parentId(),
                entry.label(),
                entry.payload(),
                work.now());
        work.tx().snapshots().insert(snapshot);
        if (entry.scope() == ContextScope.RUN) {
            work.tx().runs().save(row.withRun(run.withCurrentContext(snapshot.id(), work.now())));
        }
        record(work, run, snapshot, entry);
        return snapshot;
    }

    private static void record(UnitOfWork work, Run run, ContextSnapshot snapshot, Entry entry) {
        EventPayload payload = EventPayload.empty()
                .put("snapshotId", snapshot.id())
                .put("scope", snapshot.scope().wireName())
                .putIfPresent("label", snapshot.label().orElse(null))
                .putIfPresent("parentSnapshotId", snapshot.parentSnapshotId().orElse(null));
        work.record(new EventDraft(
                run.namespace(),
                run.id(),
                entry.taskId().orElse(null),
                entry.attemptId().orElse(null),
                EventType.CONTEXT_SNAPSHOT_CREATED,
                payload.build(),
                work.now()));
    }
}
