package dev.parallelmcp.core.model.request;

import dev.parallelmcp.core.model.DependencyFailurePolicy;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.Limits;
import dev.parallelmcp.core.model.RetryPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Asks for a new task in a run.
 */
public record EnqueueTaskRequest(
        String runId,
        String kind,
        Optional<String> id,
        Optional<String> key,
        Optional<Integer> priority,
        Optional<Integer> maxAttempts,
        Optional<RetryPolicy> retry,
        Optional<Long> timeoutMs,
        Optional<Instant> notBefore,
        Optional<Long> delayMs,
        Optional<Json> input,
        Optional<Json> metadata,
        Optional<String> contextSnapshotId,
        List<String> dependsOnTaskIds,
        Optional<DependencyFailurePolicy> onDependencyFailure,
        Optional<String> clientToken)
        implements Mutation {

    public EnqueueTaskRequest {
        Rules.id("runId", runId);
        // The draft holds the rules about a task; what it depends on is named otherwise here.
        new TaskDraft(
                kind,
                Optional.empty(),
                id,
                key,
                priority,
                maxAttempts,
                retry,
                timeoutMs,
                notBefore,
                delayMs,
                input,
                metadata,
                contextSnapshotId,
                List.of(),
                onDependencyFailure);
        dependsOnTaskIds = Rules.distinct(dependsOnTaskIds);
        dependsOnTaskIds.forEach(task -> Rules.id("dependsOnTaskIds", task));
        Rules.range("dependsOnTaskIds", dependsOnTaskIds.size(), 0, Limits.MAX_DEPENDENCIES_PER_TASK);
        Rules.name("clientToken", clientToken);
    }

    public static Builder builder(String runId, String kind) {
        return new Builder(runId, kind);
    }

    /** What is asked of the task itself. */
    public TaskDraft draft() {
        return new TaskDraft(
                kind,
                Optional.empty(),
                id,
                key,
                priority,
                maxAttempts,
                retry,
                timeoutMs,
                notBefore,
                delayMs,
                input,
                metadata,
                contextSnapshotId,
                dependsOnTaskIds,
                onDependencyFailure);
    }

    /** Collects the optional parts. Not thread-safe. */
    public static final class Builder extends TaskBuilder<Builder> {
        private final String runId;
        private List<String> dependsOnTaskIds = List.of();
        private Optional<String> clientToken = Optional.empty();

        private Builder(String runId, String kind) {
            super(kind);
            this.runId = runId;
        }

        @Override
        Builder self() {
            return this;
        }

        public Builder dependsOnTaskIds(List<String> dependsOnTaskIds) {
            this.dependsOnTaskIds = dependsOnTaskIds;
            return this;
        }

        /** Makes the call safe to repeat: the same token and arguments take effect once. */
        public Builder clientToken(String clientToken) {
            this.clientToken = Optional.of(clientToken);
            return this;
        }

        public EnqueueTaskRequest build() {
            return new EnqueueTaskRequest(
                    runId,
                    kind,
                    id,
                    key,
                    priority,
                    maxAttempts,
                    retry,
                    timeoutMs,
                    notBefore,
                    delayMs,
                    input,
                    metadata,
                    contextSnapshotId,
                    dependsOnTaskIds,
                    onDependencyFailure,
                    clientToken);
        }
    }
}
