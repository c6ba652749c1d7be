package dev.parallelmcp.core.model.request;

import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.Lease;
import dev.parallelmcp.core.model.Limits;
import dev.parallelmcp.core.model.PauseStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * Sets a task aside until something outside happens.
 */
public record PauseTaskRequest(
        String taskId,
        String leaseId,
        String workerId,
        PauseStatus status,
        Optional<String> reason,
        Optional<Json> state,
        Optional<Instant> resumeAt,
        Optional<Long> resumeAfterMs,
        Optional<Instant> deadlineAt,
        Optional<Long> deadlineAfterMs,
        Optional<String> clientToken)
        implements Mutation, LeaseHolder {

    public PauseTaskRequest {
        Rules.id("taskId", taskId);
        Rules.id("leaseId", leaseId);
        Rules.name("workerId", workerId);
        Rules.required("status", status);
        Rules.sentence("reason", reason);
        Rules.range("resumeAfterMs", resumeAfterMs, 0, Limits.MAX_DELAY_MILLIS);
        Rules.range("deadlineAfterMs", deadlineAfterMs, 0, Limits.MAX_DELAY_MILLIS);
        Rules.notBoth("resumeAt", resumeAt, "resumeAfterMs", resumeAfterMs);
        Rules.notBoth("deadlineAt", deadlineAt, "deadlineAfterMs", deadlineAfterMs);
        Rules.instant("resumeAt", resumeAt);
        Rules.instant("deadlineAt", deadlineAt);
        Rules.before("resumeAt", resumeAt, "deadlineAt", deadlineAt);
        Rules.before("resumeAfterMs", resumeAfterMs, "deadlineAfterMs", deadlineAfterMs);
        Rules.name("clientToken", clientToken);
    }

    public static Builder builder(String taskId, String leaseId, String workerId, PauseStatus status) {
        return new Builder(taskId, leaseId, workerId, status);
    }

    /** On behalf of the holder of this lease. */
    public static Builder builder(Lease lease, PauseStatus status) {
        return new Builder(lease.taskId(), lease.id(), lease.workerId(), status);
    }

    /** Collects the optional parts. Not thread-safe. */
    public static final class Builder {
        private final String taskId;
        private final String leaseId;
        private final String workerId;
        private final PauseStatus status;
        private Optional<String> reason = Optional.empty();
        private Optional<Json> state = Optional.empty();
        private Optional<Instant> resumeAt = Optional.empty();
        private Optional<Long> resumeAfterMs = Optional.empty();
        private Optional<Instant> deadlineAt = Optional.empty();
        private Optional<Long> deadlineAfterMs = Optional.empty();
        private Optional<String> clientToken = Optional.empty();

        private Builder(String taskId, String leaseId, String workerId, PauseStatus status) {
            this.taskId = taskId;
            this.leaseId = leaseId;
            this.workerId = workerId;
            this.status = status;
        }

        public Builder reason(String reason) {
            this.reason = Optional.of(reason);
            return this;
        }

        /** What the worker that resumes needs. */
        public Builder state(Json state) {
            this.state = Optional.of(state);
            return this;
        }

        public Builder resumeAt(Instant resumeAt) {
            this.resumeAt = Optional.of(resumeAt);
            return this;
        }

        public Builder resumeAfterMs(long resumeAfterMs) {
            this.resumeAfterMs = Optional.of(resumeAfterMs);
            return this;
        }

        public Builder deadlineAt(Instant deadlineAt) {
            this.deadlineAt = Optional.of(deadlineAt);
            return this;
        }

        public Builder deadlineAfterMs(long deadlineAfterMs) {
            this.deadlineAfterMs = Optional.of(deadlineAfterMs);
            return this;
        }

        /** Makes the call safe to repeat: the same token and arguments take effect once. */
        public Builder clientToken(String clientToken) {
            this.clientToken = Optional.of(clientToken);
            return this;
        }

        public PauseTaskRequest build() {
            return new PauseTaskRequest(
                    taskId,
                    leaseId,
                    workerId,
                    status,
                    reason,
                    state,
                    resumeAt,
                    resumeAfterMs,
                    deadlineAt,
                    deadlineAfterMs,
                    clientToken);
        }
    }
}
