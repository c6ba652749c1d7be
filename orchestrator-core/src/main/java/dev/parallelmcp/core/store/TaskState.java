package dev.parallelmcp.core.store;

import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.ResumedBy;
import dev.parallelmcp.core.model.TaskStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Everything about a task that changes. Immutable; {@link #edit} starts the next state from this one.
 *
 * @param statusReason why it is paused, cancelled or delayed
 * @param unmetDependencies dependencies that do not count as met, kept up whatever the status but
 *     in a run that was cancelled for good
 * @param attemptCount attempts that count
 * @param attemptNumber the number of its latest attempt; 0 before the first
 * @param resetNumber attempts up to this number belong to a time before the last requeue or rerun
 * @param notBefore not claimed earlier
 * @param delayed notBefore has not been reached yet, as far as the store has been told
 * @param hold present exactly while leased or running
 * @param dead failed because its attempts ran out
 */
public record TaskState(
        TaskStatus status,
        @Nullable String statusReason,
        int unmetDependencies,
        int attemptCount,
        int attemptNumber,
        int resetNumber,
        @Nullable Instant notBefore,
        boolean delayed,
        @Nullable Json output,
        @Nullable String error,
        @Nullable String contextSnapshotId,
        @Nullable Hold hold,
        boolean dead,
        @Nullable Instant resumeAt,
        @Nullable Instant deadlineAt,
        @Nullable Json resumeState,
        @Nullable Json resumeInput,
        @Nullable ResumedBy resumedBy,
        @Nullable Json progress,
        Instant updatedAt,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt) {

    /** Claimable: in the ready index. */
    public boolean ready() {
        return status == TaskStatus.QUEUED && unmetDependencies == 0 && !delayed;
    }

    /** When something happens to it by itself: its lease ends, its pause ends, its delay is over. */
    public @Nullable Instant dueAt() {
        return switch (status) {
            case LEASED, RUNNING -> hold == null ? null : hold.expiresAt();
            case BLOCKED, WAITING_INPUT -> earlier(resumeAt, deadlineAt);
            case QUEUED -> delayed ? notBefore : null;
            case COMPLETED, FAILED, CANCELLED -> null;
        };
    }

    private static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.isBefore(b) ? a : b;
    }

    /** A draft of the state that follows. */
    public TaskStateDraft edit() {
        return new TaskStateDraft(this);
    }
}
