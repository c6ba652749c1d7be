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
        Rules.name("kind", kind);
        Rules.id("id", id);
        Rules.name("key", key);
        Rules.range("priority", priority, -Limits.MAX_PRIORITY, Limits.MAX_PRIORITY);
        Rules.range("maxAttempts", maxAttempts, 1, Limits.HIGHEST_MAX_ATTEMPTS);
        Rules.range("timeoutMs", timeoutMs, 1, Limits.MAX_DELAY_MILLIS);
        Rules.range("delayMs", delayMs, 0, Limits.MAX_DELAY_MILLIS);
        Rules.notBoth("notBefore", notBefore, "delayMs", delayMs);
        Rules.instant("notBefore", notBefore);
        Rules.object("metadata", metadata);
        Rules.id("contextSnapshotId", contextSnapshotId);
        dependsOnTaskIds = Rules.distinct(dependsOnTaskIds);
        dependsOnTaskIds.forEach(task -> Rules.id("dependsOnTaskIds", task));
        Rules.range("dependsOnTaskIds", dependsOnTaskIds.size(), 0, Limits.MAX_DEPENDENCIES_PER_TASK);
        Rules.name("clientToken", clientToken);
    }

    public static Builder builder(String runId, String kind) {
        return new Builder(runId, kind);
    }

    /** Collects the optional parts. Not thread-safe. */
    public static final class Builder {
        private final String runId;
        private final String kind;
        private Optional<String> id = Optional.empty();
        private Optional<String> key = Optional.empty();
        private Optional<Integer> priority = Optional.empty();
        private Optional<Integer> maxAttempts = Optional.empty();
        private Optional<RetryPolicy> retry = Optional.empty();
        private Optional<Long> timeoutMs = Optional.empty();
        private Optional<Instant> notBefore = Optional.empty();
        private Optional<Long> delayMs = Optional.empty();
        private Optional<Json> input = Optional.empty();
        private Optional<Json> metadata = Optional.empty();
        private Optional<String> contextSnapshotId = Optional.empty();
        private List<String> dependsOnTaskIds = List.of();
        private Optional<DependencyFailurePolicy> onDependencyFailure = Optional.empty();
        private Optional<String> clientToken = Optional.empty();

        private Builder(String runId, String kind) {
            this.runId = runId;
            this.kind = kind;
        }

        public Builder id(String id) {
            this.id = Optional.of(id);
            return this;
        }

        public Builder key(String key) {
            this.key = Optional.of(key);
            return this;
        }

        public Builder priority(int priority) {
            this.priority = Optional.of(priority);
            return this;
        }

        public Builder maxAttempts(int maxAttempts) {
            this.maxAttempts = Optional.of(maxAttempts);
            return this;
        }

        public Builder retry(RetryPolicy retry) {
            this.retry = Optional.of(retry);
            return this;
        }

        public Builder timeoutMs(long timeoutMs) {
            this.timeoutMs = Optional.of(timeoutMs);
            return this;
        }

        public Builder notBefore(Instant notBefore) {
            this.notBefore = Optional.of(notBefore);
            return this;
        }

        public Builder delayMs(long delayMs) {
            this.delayMs = Optional.of(delayMs);
            return this;
        }

        public Builder input(Json input) {
            this.input = Optional.of(input);
            return this;
        }

        public Builder metadata(Json metadata) {
            this.metadata = Optional.of(metadata);
            return this;
        }

        public Builder contextSnapshotId(String contextSnapshotId) {
            this.contextSnapshotId = Optional.of(contextSnapshotId);
            return this;
        }

        public Builder dependsOnTaskIds(List<String> dependsOnTaskIds) {
            this.dependsOnTaskIds = dependsOnTaskIds;
            return this;
        }

        public Builder onDependencyFailure(DependencyFailurePolicy onDependencyFailure) {
            this.onDependencyFailure = Optional.of(onDependencyFailure);
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
