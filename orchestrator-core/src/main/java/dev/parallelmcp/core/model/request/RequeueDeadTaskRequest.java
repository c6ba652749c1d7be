package dev.parallelmcp.core.model.request;

import dev.parallelmcp.core.model.Limits;
import java.time.Instant;
import java.util.Optional;

/**
 * Gives a dead task new attempts.
 */
public record RequeueDeadTaskRequest(
        String taskId,
        Optional<Boolean> resetAttempts,
        Optional<Instant> notBefore,
        Optional<Long> delayMs,
        Optional<String> reason,
        Optional<String> clientToken)
        implements Mutation {

    public RequeueDeadTaskRequest {
        Rules.id("taskId", taskId);
        Rules.range("delayMs", delayMs, 0, Limits.MAX_DELAY_MILLIS);
        Rules.notBoth("notBefore", notBefore, "delayMs", delayMs);
        Rules.instant("notBefore", notBefore);
        Rules.sentence("reason", reason);
        Rules.name("clientToken", clientToken);
    }

    public static Builder builder(String taskId) {
        return new Builder(taskId);
    }

    /** Collects the optional parts. Not thread-safe. */
    public static final class Builder {
        private final String taskId;
        private Optional<Boolean> resetAttempts = Optional.empty();
        private Optional<Instant> notBefore = Optional.empty();
        private Optional<Long> delayMs = Optional.empty();
        private Optional<String> reason = Optional.empty();
        private Optional<String> clientToken = Optional.empty();

        private Builder(String taskId) {
            this.taskId = taskId;
        }

        /** False keeps the attempts used so far; true unless given. */
        public Builder resetAttempts(boolean resetAttempts) {
            this.resetAttempts = Optional.of(resetAttempts);
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

        public Builder reason(String reason) {
            this.reason = Optional.of(reason);
            return this;
        }

        /** Makes the call safe to repeat: the same token and arguments take effect once. */
        public Builder clientToken(String clientToken) {
            this.clientToken = Optional.of(clientToken);
            return this;
        }

        public RequeueDeadTaskRequest build() {
            return new RequeueDeadTaskRequest(taskId, resetAttempts, notBefore, delayMs, reason, clientToken);
        }
    }
}
