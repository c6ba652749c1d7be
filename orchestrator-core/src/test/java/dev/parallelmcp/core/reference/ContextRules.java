package dev.parallelmcp.core.reference;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.model.ContextScope;
import dev.parallelmcp.core.model.ContextSnapshot;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.IdKind;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.request.AppendContextSnapshotRequest;
import dev.parallelmcp.core.model.result.SnapshotResult;
import java.util.List;
import java.util.Optional;

/** The tree of snapshots of a run, and which of them is current. */
final class ContextRules {

    private final View view;
    private final ReferenceModel model;

    ContextRules(View view) {
        this.view = view;
        this.model = view.model();
    }

    /** A snapshot about to be. */
    record Entry(
            ModelRun run,
            ContextScope scope,
            Json payload,
            Optional<String> id,
            Optional<String> taskId,
            Optional<String> attemptId,
            Optional<String> parentId,
            Optional<String> label) {}

    ContextSnapshot append(Entry entry) {
        ModelRun run = entry.run();
        String learned = model.ids().next(IdKind.CONTEXT);
        ContextSnapshot snapshot = new ContextSnapshot(
                entry.id().orElse(learned),
                run.id,
                entry.taskId(),
                entry.scope(),
                entry.parentId(),
                entry.label(),
                entry.payload(),
                view.now());
        model.snapshots.put(snapshot.id(), snapshot);
        if (entry.scope() == ContextScope.RUN) {
            run.currentContext = Optional.of(snapshot.id());
            run.updatedAt = view.now();
        }
        Payload payload = Payload.empty()
                .with("snapshotId", snapshot.id())
                .with("scope", entry.scope().wireName())
                .withText("label", entry.label())
                .withText("parentSnapshotId", entry.parentId());
        model.append(new ModelEvent(
                run.id,
                entry.taskId(),
                entry.attemptId(),
                EventType.CONTEXT_SNAPSHOT_CREATED,
                payload.fields(),
                view.now()));
        return snapshot;
    }

    SnapshotResult appendContextSnapshot(AppendContextSnapshotRequest request) {
        return new Tokens(view)
                .once(
                        "append_context_snapshot",
                        request,
                        () -> model.change(() -> {
                            ModelRun run = requireAppendable(request);
                            ContextSnapshot snapshot = append(entry(run, request));
                            return Tokens.Effect.on(run, new SnapshotResult(snapshot, false), List.of(snapshot.id()));
                        }),
                        id -> new SnapshotResult(view.snapshot((String) id.get(0)), true));
    }

    private ModelRun requireAppendable(AppendContextSnapshotRequest request) {
        view.requireSmall(Optional.of(request.payload()));
        ModelRun run = view.run(request.runId());
        if (!run.takesWork()) {
            throw ReferenceModel.refusal(ErrorCode.RUN_TERMINAL);
        }
        if (request.id().filter(model.snapshots::containsKey).isPresent()) {
            throw ReferenceModel.refusal(ErrorCode.DUPLICATE_ID);
        }
        if (request.taskId().map(view::task).filter(task -> task.run != run).isPresent()) {
            throw ReferenceModel.refusal(ErrorCode.INVALID_ARGUMENT);
        }
        request.parentSnapshotId().ifPresent(parent -> view.snapshotOf(run, parent));
        return run;
    }

    private static Entry entry(ModelRun run, AppendContextSnapshotRequest request) {
        ContextScope usual = request.taskId().isPresent() ? ContextScope.TASK : ContextScope.RUN;
        return new Entry(
                run,
                request.scope().orElse(usual),
                request.payload(),
                request.id(),
                request.taskId(),
                Optional.empty(),
                request.parentSnapshotId().or(() -> run.currentContext),
                request.label());
    }
}
