package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.IdKind;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunGate;
import dev.parallelmcp.core.store.RunRow;
import dev.parallelmcp.core.store.TaskRow;
import java.util.List;

/** Errors that several use cases give, worded once. */
final class Refusals {

    private static final int MAX_NAMED = 10;

    private Refusals() {}

    static OrchestratorException notFound(IdKind kind, String id) {
        String hint = IdKind.of(id)
                .filter(given -> given != kind)
                .map(given -> "; that is a " + given.title())
                .orElse("");
        return OrchestratorException.builder(
                        ErrorCode.RECORD_NOT_FOUND, "there is no " + noun(kind) + " with id " + id + hint)
                .id(field(kind), id)
                .build();
    }

    static OrchestratorException duplicateId(IdKind kind, String id) {
        return OrchestratorException.builder(
                        ErrorCode.DUPLICATE_ID,
                        "a " + noun(kind) + " with id " + id + " exists already; give another id or none")
                .id(field(kind), id)
                .build();
    }

    /** Says nothing of the record but that the id cannot be had, which no answer could hide. */
    static OrchestratorException idTakenElsewhere(IdKind kind, String id) {
        return OrchestratorException.builder(
                        ErrorCode.DUPLICATE_ID,
                        "the " + noun(kind) + " id " + id
                                + " is taken outside this namespace, and ids are unique in the whole database; "
                                + "give another id or none")
                .id(field(kind), id)
                .build();
    }

    static OrchestratorException unknownDependency(String runId, List<String> unknown) {
        String hint = unknown.stream()
                .flatMap(id -> IdKind.of(id).stream())
                .filter(kind -> kind != IdKind.TASK)
                .findFirst()
                .map(kind -> "; one is a " + kind.title())
                .orElse("");
        return OrchestratorException.builder(
                        ErrorCode.UNKNOWN_DEPENDENCY,
                        "run " + runId + " has no task "
                                + String.join(
                                        ", ", unknown.stream().limit(MAX_NAMED).toList()) + hint
                                + "; a task depends on tasks of its own run that exist already, or come with the same "
                                + "call")
                .id("runId", runId)
                .build();
    }

    static OrchestratorException payloadTooLarge(String field, int bytes, int maxBytes) {
        return OrchestratorException.of(
                ErrorCode.PAYLOAD_TOO_LARGE,
                field + " holds " + bytes + " bytes, allowed are " + maxBytes
                        + "; store it elsewhere and pass a reference");
    }

    /** For work that is offered to a run which takes no more. */
    static void requireOpen(RunRow row) {
        Run run = row.run();
        if (row.gate() == RunGate.CLOSED && !run.status().terminal()) {
            throw runTerminal(run, "is closed and takes no more work");
        }
        if (run.status().terminal()) {
            throw runTerminal(run, "has ended (" + run.status().wireName() + ") and takes no more work");
        }
    }

    /** For a context that a completion would hand on; the completion itself is welcome. */
    static void requireOpenForContext(RunRow row, TaskRow task) {
        if (row.gate() != RunGate.OPEN || row.run().status().terminal()) {
            throw OrchestratorException.builder(
                            ErrorCode.RUN_TERMINAL,
                            "run " + row.run().id()
                                    + " takes no more work, so nothing would read nextContext; complete without it")
                    .id("runId", row.run().id())
                    .id("taskId", task.id())
                    .nextTool("complete_task")
                    .build();
        }
    }

    /** For what would reopen or change a run that was cancelled for good. */
    static void requireNotCancelled(RunRow row) {
        if (row.gate() == RunGate.CANCELLED) {
            throw runTerminal(row.run(), "was cancelled for good");
        }
    }

    private static OrchestratorException runTerminal(Run run, String what) {
        return OrchestratorException.builder(
                        ErrorCode.RUN_TERMINAL, "run " + run.id() + " " + what + "; create a new run")
                .id("runId", run.id())
                .nextTool("create_run")
                .build();
    }

    static OrchestratorException invalidTransition(TaskRow task, String what, String nextTool) {
        return OrchestratorException.builder(
                        ErrorCode.INVALID_TRANSITION,
                        "task " + task.id() + " is " + task.state().status().wireName() + "; " + what)
                .id("taskId", task.id())
                .nextTool(nextTool)
                .build();
    }

    /** As {@link #invalidTransition}, where the state of another task is what stands in the way. */
    static OrchestratorException blocked(TaskRow task, String blockerId, String why, String nextTool) {
        return OrchestratorException.builder(
                        ErrorCode.INVALID_TRANSITION,
                        "task " + task.id() + " cannot be rerun now: task " + blockerId + ", " + why)
                .id("taskId", task.id())
                .id("blockingTaskId", blockerId)
                .nextTool(nextTool)
                .build();
    }

    private static String noun(IdKind kind) {
        return switch (kind) {
            case RUN -> "run";
            case TASK -> "task";
            case ATTEMPT -> "attempt";
            case LEASE -> "lease";
            case CONTEXT -> "context snapshot";
        };
    }

    private static String field(IdKind kind) {
        return switch (kind) {
            case RUN -> "runId";
            case TASK -> "taskId";
            case ATTEMPT -> "attemptId";
            case LEASE -> "leaseId";
            case CONTEXT -> "snapshotId";
        };
    }
}
