package dev.parallelmcp.core.model.request;

import dev.parallelmcp.core.model.DependencyFailurePolicy;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.Limits;
import dev.parallelmcp.core.model.RetryPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A task that is to be.
 *
 * @param ref a name for it within one call, by which other tasks of that call may depend on it
 * @param dependsOn refs or own ids of tasks of the same call, or else ids of tasks of the run
 */
public record TaskDraft(
        String kind,
        Optional<String> ref,
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
        List<String> dependsOn,
        Optional<DependencyFailurePolicy> onDependencyFailure) {

    public TaskDraft {
        Rules.name("kind", kind);
        Rules.name("ref", ref);
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
        dependsOn = Rules.distinct(dependsOn);
        dependsOn.forEach(task -> Rules.name("dependsOn", task));
        Rules.range("dependsOn", dependsOn.size(), 0, Limits.MAX_DEPENDENCIES_PER_TASK);
    }

    public static Builder builder(String kind) {
        return new Builder(kind);
    }

    /** Collects the optional parts. Not thread-safe. */
    public static final class Builder extends TaskBuilder<Builder> {
        private Optional<String> ref = Optional.empty();
        private List<String> dependsOn = List.of();

        private Builder(String kind) {
            super(kind);
        }

        @Override
        Builder self() {
            return this;
        }

        public Builder ref(String ref) {
            this.ref = Optional.of(ref);
            return this;
        }

        public Builder dependsOn(List<String> dependsOn) {
            this.dependsOn = dependsOn;
            return this;
        }

        public TaskDraft build() {
            return new TaskDraft(
                    kind,
                    ref,
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
                    dependsOn,
                    onDependencyFailure);
        }
    }
}
