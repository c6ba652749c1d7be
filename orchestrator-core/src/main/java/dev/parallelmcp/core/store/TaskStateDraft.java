package dev.parallelmcp.core.store;

import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.ResumedBy;
import dev.parallelmcp.core.model.TaskStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A task's next state while it is being put together. Not thread-safe. */
public final class TaskStateDraft {
    private TaskStatus status;
    private @Nullable String statusReason;
    private int unmetDependencies;
    private int attemptCount;
    private int attemptNumber;
    private int resetNumber;
    private @Nullable Instant notBefore;
    private boolean delayed;
    private @Nullable Json output;
    private @Nullable String error;
    private @Nullable String contextSnapshotId;
    private @Nullable Hold hold;
    private boolean dead;
    private @Nullable Instant resumeAt;
    private @Nullable Instant deadlineAt;
    private @Nullable Json resumeState;
    private @Nullable Json resumeInput;
    private @Nullable ResumedBy resumedBy;
    private @Nullable Json progress;
    private Instant updatedAt;
    private @Nullable Instant startedAt;
    private @Nullable Instant completedAt;

    /** A task that was never anything else. */
    TaskStateDraft(TaskStatus status, Instant at) {
        this.status = status;
        this.updatedAt = at;
    }

    TaskStateDraft(TaskState state) {
        this.status = state.status();
        this.statusReason = state.statusReason();
        this.unmetDependencies = state.unmetDependencies();
        this.attemptCount = state.attemptCount();
        this.attemptNumber = state.attemptNumber();
        this.resetNumber = state.resetNumber();
        this.notBefore = state.notBefore();
        this.delayed = state.delayed();
        this.output = state.output();
        this.error = state.error();
        this.contextSnapshotId = state.contextSnapshotId();
        this.hold = state.hold();
        this.dead = state.dead();
        this.resumeAt = state.resumeAt();
        this.deadlineAt = state.deadlineAt();
        this.resumeState = state.resumeState();
        this.resumeInput = state.resumeInput();
        this.resumedBy = state.resumedBy();
        this.progress = state.progress();
        this.updatedAt = state.updatedAt();
        this.startedAt = state.startedAt();
        this.completedAt = state.completedAt();
    }

    /** Begins the state of a new, queued task. */
    public static TaskStateDraft queued(Instant at) {
        return new TaskStateDraft(TaskStatus.QUEUED, at);
    }

    public TaskStateDraft status(TaskStatus status) {
        this.status = status;
        return this;
    }

    public TaskStateDraft statusReason(@Nullable String statusReason) {
        this.statusReason = statusReason;
        return this;
    }

    public TaskStateDraft unmetDependencies(int unmetDependencies) {
        this.unmetDependencies = unmetDependencies;
        return this;
    }

    public TaskStateDraft attemptCount(int attemptCount) {
        this.attemptCount = attemptCount;
        return this;
    }

    public TaskStateDraft attemptNumber(int attemptNumber) {
        this.attemptNumber = attemptNumber;
        return this;
    }

    public TaskStateDraft resetNumber(int resetNumber) {
        this.resetNumber = resetNumber;
        return this;
    }

    public TaskStateDraft notBefore(@Nullable Instant notBefore) {
        this.notBefore = notBefore;
        return this;
    }

    public TaskStateDraft delayed(boolean delayed) {
        this.delayed = delayed;
        return this;
    }

    public TaskStateDraft output(@Nullable Json output) {
        this.output = output;
        return this;
    }

    public TaskStateDraft error(@Nullable String error) {
        this.error = error;
        return this;
    }

    public TaskStateDraft contextSnapshotId(@Nullable String contextSnapshotId) {
        this.contextSnapshotId = contextSnapshotId;
        return this;
    }

    public TaskStateDraft hold(@Nullable Hold hold) {
        this.hold = hold;
        return this;
    }

    public TaskStateDraft dead(boolean dead) {
        this.dead = dead;
        return this;
    }

    public TaskStateDraft resumeAt(@Nullable Instant resumeAt) {
        this.resumeAt = resumeAt;
        return this;
    }

    public TaskStateDraft deadlineAt(@Nullable Instant deadlineAt) {
        this.deadlineAt = deadlineAt;
        return this;
    }

    public TaskStateDraft resumeState(@Nullable Json resumeState) {
        this.resumeState = resumeState;
        return this;
    }

    public TaskStateDraft resumeInput(@Nullable Json resumeInput) {
        this.resumeInput = resumeInput;
        return this;
    }

    public TaskStateDraft resumedBy(@Nullable ResumedBy resumedBy) {
        this.resumedBy = resumedBy;
        return this;
    }

    public TaskStateDraft progress(@Nullable Json progress) {
        this.progress = progress;
        return this;
    }

    public TaskStateDraft updatedAt(Instant updatedAt) {
        this.updatedAt = updatedAt;
        return this;
    }

    public TaskStateDraft startedAt(@Nullable Instant startedAt) {
        this.startedAt = startedAt;
        return this;
    }

    public TaskStateDraft completedAt(@Nullable Instant completedAt) {
        this.completedAt = completedAt;
        return this;
    }

    public TaskState build() {
        return new TaskState(
                status,
                statusReason,
                unmetDependencies,
                attemptCount,
                attemptNumber,
                resetNumber,
                notBefore,
                delayed,
                output,
                error,
                contextSnapshotId,
                hold,
                dead,
                resumeAt,
                deadlineAt,
                resumeState,
                resumeInput,
                resumedBy,
                progress,
                updatedAt,
                startedAt,
                completedAt);
    }
}
