package dev.parallelmcp.core.reference;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.model.ContextSnapshot;
import dev.parallelmcp.core.model.Json;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The model as a caller sees it, who may see one namespace alone: then what is of another is as if it were not there.
 *
 * @param namespace empty for all
 */
record View(ReferenceModel model, Optional<String> namespace) {

    Instant now() {
        return model.now();
    }

    boolean sees(ModelRun run) {
        return namespace.isEmpty() || namespace.get().equals(run.namespace);
    }

    ModelRun run(String id) {
        return Optional.ofNullable(model.runs.get(id))
                .filter(this::sees)
                .orElseThrow(() -> ReferenceModel.refusal(ErrorCode.RECORD_NOT_FOUND));
    }

    ModelTask task(String id) {
        return Optional.ofNullable(model.tasks.get(id))
                .filter(task -> sees(task.run))
                .orElseThrow(() -> ReferenceModel.refusal(ErrorCode.RECORD_NOT_FOUND));
    }

    ContextSnapshot snapshot(String id) {
        return Optional.ofNullable(model.snapshots.get(id))
                .filter(snapshot -> sees(model.runs.get(snapshot.runId())))
                .orElseThrow(() -> ReferenceModel.refusal(ErrorCode.RECORD_NOT_FOUND));
    }

    ContextSnapshot snapshotOf(ModelRun run, String id) {
        ContextSnapshot snapshot = snapshot(id);
        if (!snapshot.runId().equals(run.id)) {
            throw ReferenceModel.refusal(ErrorCode.RECORD_NOT_FOUND);
        }
        return snapshot;
    }

    Stream<ModelRun> runs() {
        return model.runs.values().stream().filter(this::sees);
    }

    Stream<ModelTask> tasks() {
        return model.tasks.values().stream().filter(task -> sees(task.run));
    }

    /** Which namespace a call is about that names one, or none; one that the caller does not see may not be named. */
    Optional<String> narrow(Optional<String> asked) {
        if (asked.isPresent() && namespace.isPresent() && !asked.equals(namespace)) {
            throw ReferenceModel.refusal(ErrorCode.INVALID_ARGUMENT);
        }
        return asked.or(() -> namespace);
    }

    void requireSmall(Optional<Json> payload) {
        if (payload.filter(json -> json.utf8Bytes() > model.options.maxPayloadBytes())
                .isPresent()) {
            throw ReferenceModel.refusal(ErrorCode.PAYLOAD_TOO_LARGE);
        }
    }
}
