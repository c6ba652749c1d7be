package dev.parallelmcp.core.model.request;

import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.ContextScope;
import dev.parallelmcp.core.model.Json;
import java.util.Optional;

/**
 * Adds a snapshot to a run's tree of contexts.
 */
public record AppendContextSnapshotRequest(
        String runId,
        Json payload,
        Optional<String> id,
        Optional<String> taskId,
        Optional<ContextScope> scope,
        Optional<String> parentSnapshotId,
        Optional<String> label,
        Optional<String> clientToken)
        implements Mutation {

    public AppendContextSnapshotRequest {
        Rules.id("runId", runId);
        Rules.required("payload", payload);
        Rules.id("id", id);
        Rules.id("taskId", taskId);
        Rules.id("parentSnapshotId", parentSnapshotId);
        Rules.name("label", label);
        if (scope.equals(Optional.of(ContextScope.TASK)) && taskId.isEmpty()) {
            throw OrchestratorException.invalidArgument("scope", "given 'task' without taskId");
        }
        Rules.name("clientToken", clientToken);
    }

    public static Builder builder(String runId, Json payload) {
        return new Builder(runId, payload);
    }

    /** Collects the optional parts. Not thread-safe. */
    public static final class Builder {
        private final String runId;
        private final Json payload;
        private Optional<String> id = Optional.empty();
        private Optional<String> taskId = Optional.empty();
        private Optional<ContextScope> scope = Optional.empty();
        private Optional<String> parentSnapshotId = Optional.empty();
        private Optional<String> label = Optional.empty();
        private Optional<String> clientToken = Optional.empty();

        private Builder(String runId, Json payload) {
            this.runId = runId;
            this.payload = payload;
        }

        public Builder id(String id) {
            this.id = Optional.of(id);
            return this;
        }

        public Builder taskId(String taskId) {
            this.taskId = Optional.of(taskId);
            return this;
        }

        /** Task when taskId is given, else run. */
        public Builder scope(ContextScope scope) {
            this.scope = Optional.of(scope);
            return this;
        }

        /** The run's current snapshot unless given. */
        public Builder parentSnapshotId(String parentSnapshotId) {
            this.parentSnapshotId = Optional.of(parentSnapshotId);
            return this;
        }

        public Builder label(String label) {
            this.label = Optional.of(label);
            return this;
        }

        /** Makes the call safe to repeat: the same token and arguments take effect once. */
        public Builder clientToken(String clientToken) {
            this.clientToken = Optional.of(clientToken);
            return this;
        }

        public AppendContextSnapshotRequest build() {
            return new AppendContextSnapshotRequest(
                    runId, payload, id, taskId, scope, parentSnapshotId, label, clientToken);
        }
    }
}
