package dev.parallelmcp.core.model.request;

import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.Lease;
import java.util.Optional;

/**
 * The result of one task among several.
 *
 * @param metadata kept with the attempt
 */
public record Completion(String taskId, String leaseId, Optional<Json> output, Optional<Json> metadata) {

    public Completion {
        Rules.id("taskId", taskId);
        Rules.id("leaseId", leaseId);
        Rules.object("metadata", metadata);
    }

    public static Builder builder(String taskId, String leaseId) {
        return new Builder(taskId, leaseId);
    }

    /** On behalf of the holder of this lease. */
    public static Builder builder(Lease lease) {
        return new Builder(lease.taskId(), lease.id());
    }

    /** Collects the optional parts. Not thread-safe. */
    public static final class Builder {
        private final String taskId;
        private final String leaseId;
        private Optional<Json> output = Optional.empty();
        private Optional<Json> metadata = Optional.empty();

        private Builder(String taskId, String leaseId) {
            this.taskId = taskId;
            this.leaseId = leaseId;
        }

        public Builder output(Json output) {
            this.output = Optional.of(output);
            return this;
        }

        /** Kept with the attempt. */
        public Builder metadata(Json metadata) {
            this.metadata = Optional.of(metadata);
            return this;
        }

        public Completion build() {
            return new Completion(taskId, leaseId, output, metadata);
        }
    }
}
