package dev.parallelmcp.core.model.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.PauseStatus;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Requests that lack nothing, and what their refusal looks like. */
final class Requests {

    static final Json OBJECT = Json.of("{}");

    private Requests() {}

    static void requireRefusal(ThrowingCallable call, String message) {
        OrchestratorException refusal = catchThrowableOfType(OrchestratorException.class, call);
        assertThat(refusal).as(message).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(refusal.message()).isEqualTo(message);
        assertThat(refusal.retryable()).isFalse();
    }

    static EnqueueTaskRequest.Builder enqueue() {
        return EnqueueTaskRequest.builder("run", "kind");
    }

    static CompleteTaskRequest.Builder complete() {
        return CompleteTaskRequest.builder("task", "lease", "worker");
    }

    static PauseTaskRequest.Builder pause() {
        return PauseTaskRequest.builder("task", "lease", "worker", PauseStatus.BLOCKED);
    }

    static ReleaseTaskRequest.Builder release() {
        return ReleaseTaskRequest.builder("task", "lease", "worker");
    }

    static RequeueDeadTaskRequest.Builder requeue() {
        return RequeueDeadTaskRequest.builder("task");
    }

    static AppendContextSnapshotRequest.Builder append() {
        return AppendContextSnapshotRequest.builder("run", OBJECT);
    }
}
