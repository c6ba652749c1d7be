package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.ContextScope;
import dev.parallelmcp.core.model.ContextSnapshot;
import dev.parallelmcp.core.model.IdKind;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.request.AppendContextSnapshotRequest;
import dev.parallelmcp.core.model.result.SnapshotResult;
import dev.parallelmcp.core.store.RunRow;
import dev.parallelmcp.core.store.TokenRow;
import java.util.Objects;
import java.util.Optional;

/** append_context_snapshot. */
final class AppendContextSnapshot implements UseCase<AppendContextSnapshotRequest, SnapshotResult> {

    @Override
    public String operation() {
        return "append_context_snapshot";
    }

    @Override
    public Answer<SnapshotResult> apply(UnitOfWork work, AppendContextSnapshotRequest request) {
        Json payload =
                Objects.requireNonNull(work.payload("payload", Optional.of(request.payload())), "payload is given");
        RunRow run = work.run(request.runId());
        Refusals.requireOpen(run);
        work.requireUnused(IdKind.CONTEXT, request.id());
        request.taskId().ifPresent(taskId -> requireTaskOfRun(work, request.runId(), taskId));
        request.parentSnapshotId().ifPresent(parent -> ofRun(work, request.runId(), parent));
        ContextScope scope =
                request.scope().orElse(request.taskId().isPresent() ? ContextScope.TASK : ContextScope.RUN);
        ContextChain.Entry entry = ContextChain.Entry.of(scope, payload)
                .identified(request.id())
                .by(request.taskId(), Optional.empty())
                .under(request.parentSnapshotId().or(() -> run.run().currentContextSnapshotId()));
        ContextSnapshot snapshot = ContextChain.append(
                work, run, request.label().map(entry::labelled).orElse(entry));
        return new Answer<>(
                new SnapshotResult(snapshot, false),
                Optional.of(new Answer.Subject(run.run().namespace(), run.run().id(), snapshot.id())));
    }

    @Override
    public SnapshotResult replay(UnitOfWork work, AppendContextSnapshotRequest request, TokenRow use) {
        return new SnapshotResult(ofRun(work, use.runId(), use.answerId()), true);
    }

    /** The snapshot with this id, which must be of this run. */
    static ContextSnapshot ofRun(UnitOfWork work, String runId, String snapshotId) {
        return work.tx()
                .snapshots()
                .find(snapshotId)
                .filter(snapshot -> snapshot.runId().equals(runId))
                .orElseThrow(() -> Refusals.notFound(IdKind.CONTEXT, snapshotId));
    }

    private static void requireTaskOfRun(UnitOfWork work, String runId, String taskId) {
        if (!work.task(taskId).spec().runId().equals(runId)) {
            throw OrchestratorException.invalidArgument(
                    "taskId", "given " + taskId + ", which is a task of another run than " + runId);
        }
    }
}
