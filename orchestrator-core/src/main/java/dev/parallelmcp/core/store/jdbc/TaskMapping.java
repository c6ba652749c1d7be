package dev.parallelmcp.core.store.jdbc;

import dev.parallelmcp.core.model.Backoff;
import dev.parallelmcp.core.model.DependencyFailurePolicy;
import dev.parallelmcp.core.model.ResumedBy;
import dev.parallelmcp.core.model.RetryPolicy;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.TaskSummary;
import dev.parallelmcp.core.store.Hold;
import dev.parallelmcp.core.store.TaskRow;
import dev.parallelmcp.core.store.TaskSpec;
import dev.parallelmcp.core.store.TaskState;
import dev.parallelmcp.core.store.TaskStateDraft;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A task as a row: the columns of {@link TaskSpec}, then those of {@link TaskState}, each in the order of TaskSql. */
final class TaskMapping {
    static final Names<TaskStatus> STATUSES = Names.of(TaskStatus.class);
    private static final Names<Backoff> BACKOFFS = Names.of(Backoff.class);
    private static final Names<DependencyFailurePolicy> POLICIES = Names.of(DependencyFailurePolicy.class);
    private static final Names<ResumedBy> RESUMED_BY = Names.of(ResumedBy.class);

    /** Stands between ids, which cannot contain it. */
    private static final String ID_SEPARATOR = ",";

    private TaskMapping() {}

    static TaskRow read(Columns row) throws SQLException {
        return new TaskRow(readSpec(row), readState(row));
    }

    private static TaskSpec readSpec(Columns row) throws SQLException {
        return new TaskSpec(
                row.number(),
                row.text(),
                row.text(),
                row.text(),
                row.text(),
                row.textOrNull(),
                row.smallNumber(),
                row.smallNumber(),
                new RetryPolicy(row.number(), row.name(BACKOFFS), row.number(), row.real()),
                row.numberOrNull(),
                row.jsonOrNull(),
                row.jsonOrNull(),
                ids(row.text()),
                row.name(POLICIES),
                row.flag(),
                row.time());
    }

    private static TaskState readState(Columns row) throws SQLException {
        TaskStateDraft draft = TaskStateDraft.queued(Instant.EPOCH)
                .unmetDependencies(row.smallNumber())
                .status(row.name(STATUSES))
                .statusReason(row.textOrNull())
                .attemptCount(row.smallNumber())
                .attemptNumber(row.smallNumber())
                .resetNumber(row.smallNumber())
                .notBefore(row.timeOrNull())
                .delayed(row.flag())
                .contextSnapshotId(row.textOrNull())
                .hold(readHold(row))
                .dead(row.flag())
                .resumeAt(row.timeOrNull())
                .deadlineAt(row.timeOrNull())
                .resumedBy(row.nameOrNull(RESUMED_BY))
                .updatedAt(row.time())
                .startedAt(row.timeOrNull())
                .completedAt(row.timeOrNull());
        return draft.error(row.textOrNull())
                .progress(row.jsonOrNull())
                .output(row.jsonOrNull())
                .resumeState(row.jsonOrNull())
                .resumeInput(row.jsonOrNull())
                .build();
    }

    private static @Nullable Hold readHold(Columns row) throws SQLException {
        String attemptId = row.textOrNull();
        String leaseId = row.textOrNull();
        String workerId = row.textOrNull();
        long leaseMs = row.number();
        Instant expiresAt = row.timeOrNull();
        Instant deadlineAt = row.timeOrNull();
        if (attemptId == null || leaseId == null || workerId == null || expiresAt == null) {
            return null;
        }
        return new Hold(attemptId, leaseId, workerId, leaseMs, expiresAt, deadlineAt);
    }

    /** For a list: nothing that may be large except what every list shows. */
    static TaskSummary readSummary(Columns row) throws SQLException {
        return new TaskSummary(
                row.text(),
                row.text(),
                Optional.ofNullable(row.textOrNull()),
                row.name(STATUSES),
                Optional.ofNullable(row.textOrNull()),
                row.smallNumber(),
                row.smallNumber(),
                Optional.ofNullable(row.textOrNull()),
                Optional.ofNullable(row.textOrNull()),
                Optional.ofNullable(row.jsonOrNull()));
    }

    /** The spec with its place in the order of enqueueing. */
    static TaskSpec at(long seq, TaskSpec spec) {
        return new TaskSpec(
                seq,
                spec.id(),
                spec.runId(),
                spec.namespace(),
                spec.kind(),
                spec.key(),
                spec.priority(),
                spec.maxAttempts(),
                spec.retry(),
                spec.timeoutMs(),
                spec.input(),
                spec.metadata(),
                spec.dependsOn(),
                spec.onDependencyFailure(),
                spec.contextPinned(),
                spec.createdAt());
    }

    static void bindSpec(Params params, TaskSpec spec) throws SQLException {
        RetryPolicy retry = spec.retry();
        params.text(spec.id())
                .text(spec.runId())
                .text(spec.namespace())
                .text(spec.kind())
                .text(spec.key())
                .number(spec.priority())
                .number(spec.maxAttempts())
                .number(retry.delayMs())
                .name(retry.backoff())
                .number(retry.maxDelayMs())
                .real(retry.jitter())
                .number(spec.timeoutMs())
                .json(spec.input())
                .json(spec.metadata())
                .text(String.join(ID_SEPARATOR, spec.dependsOn()))
                .name(spec.onDependencyFailure())
                .flag(spec.contextPinned())
                .time(spec.createdAt());
    }

    /** What changes when a worker gets a task, starts on it or says that it lives. */
    static void bindHeld(Params params, TaskState state) throws SQLException {
        params.name(state.status())
                .text(state.statusReason())
                .number(state.attemptCount())
                .number(state.attemptNumber())
                .text(state.contextSnapshotId());
        bindHold(params, state.hold());
        params.time(state.updatedAt()).time(state.startedAt());
    }

    /** The rest: not the unmet dependencies, and not whether the task is dead. */
    static void bindOthers(Params params, TaskState state) throws SQLException {
        params.number(state.resetNumber())
                .time(state.notBefore())
                .flag(state.delayed())
                .time(state.resumeAt())
                .time(state.deadlineAt())
                .name(state.resumedBy())
                .time(state.completedAt())
                .text(state.error())
                .json(state.progress())
                .json(state.output())
                .json(state.resumeState())
                .json(state.resumeInput());
    }

    /** Whether the two differ in nothing but what {@link #bindHeld} writes. */
    static boolean sameButHeld(TaskState a, TaskState b) {
        return a.resetNumber() == b.resetNumber()
                && Objects.equals(a.notBefore(), b.notBefore())
                && a.delayed() == b.delayed()
                && Objects.equals(a.resumeAt(), b.resumeAt())
                && Objects.equals(a.deadlineAt(), b.deadlineAt())
                && a.resumedBy() == b.resumedBy()
                && Objects.equals(a.completedAt(), b.completedAt())
                && Objects.equals(a.error(), b.error())
                && Objects.equals(a.progress(), b.progress())
                && Objects.equals(a.output(), b.output())
                && Objects.equals(a.resumeState(), b.resumeState())
                && Objects.equals(a.resumeInput(), b.resumeInput());
    }

    private static void bindHold(Params params, @Nullable Hold hold) throws SQLException {
        if (hold == null) {
            params.text(null).text(null).text(null).number(null).time(null).time(null);
            return;
        }
        params.text(hold.attemptId())
                .text(hold.leaseId())
                .text(hold.workerId())
                .number(hold.leaseMs())
                .time(hold.expiresAt())
                .time(hold.deadlineAt());
    }

    private static List<String> ids(String joined) {
        return joined.isEmpty() ? List.of() : List.of(joined.split(ID_SEPARATOR, -1));
    }
}
