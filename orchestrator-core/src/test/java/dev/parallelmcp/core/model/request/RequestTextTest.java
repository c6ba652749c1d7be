package dev.parallelmcp.core.model.request;

import static dev.parallelmcp.core.model.request.Requests.OBJECT;
import static dev.parallelmcp.core.model.request.Requests.append;
import static dev.parallelmcp.core.model.request.Requests.complete;
import static dev.parallelmcp.core.model.request.Requests.enqueue;
import static dev.parallelmcp.core.model.request.Requests.pause;
import static dev.parallelmcp.core.model.request.Requests.release;
import static dev.parallelmcp.core.model.request.Requests.requeue;
import static dev.parallelmcp.core.model.request.Requests.requireRefusal;

import dev.parallelmcp.core.model.OutputType;
import dev.parallelmcp.core.model.PauseStatus;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Ids, names and sentences: the refusal names field, what was given, and what is allowed. */
class RequestTextTest {

    private static Arguments field(String name, Consumer<String> use) {
        return Arguments.of(name, use);
    }

    /** Fields that hold an id. */
    static Stream<Arguments> ids() {
        return Stream.of(
                field("id", id -> CreateRunRequest.builder().id(id).build()),
                field("runId", GetRunRequest::new),
                field("runId", id -> CloseRunRequest.builder(id).build()),
                field("runId", id -> CancelRunRequest.builder(id).build()),
                field("runId", id -> EnqueueTaskRequest.builder(id, "kind").build()),
                field(
                        "id",
                        id -> EnqueueTaskRequest.builder("run", "kind").id(id).build()),
                field("contextSnapshotId", id -> enqueue().contextSnapshotId(id).build()),
                field(
                        "dependsOnTaskIds",
                        id -> enqueue().dependsOnTaskIds(List.of("a", id)).build()),
                field(
                        "runId",
                        id -> ClaimNextTaskRequest.builder("worker").runId(id).build()),
                field(
                        "runId",
                        id -> ClaimTasksRequest.builder("worker", 1).runId(id).build()),
                field("taskId", id -> Completion.builder(id, "lease").build()),
                field("leaseId", id -> Completion.builder("task", id).build()),
                field(
                        "taskId",
                        id -> MarkTaskRunningRequest.builder(id, "lease", "worker")
                                .build()),
                field(
                        "leaseId",
                        id -> MarkTaskRunningRequest.builder("task", id, "worker")
                                .build()),
                field(
                        "taskId",
                        id -> HeartbeatLeaseRequest.builder(id, "lease", "worker")
                                .build()),
                field(
                        "leaseId",
                        id -> HeartbeatLeaseRequest.builder("task", id, "worker")
                                .build()),
                field(
                        "taskId",
                        id -> CompleteTaskRequest.builder(id, "lease", "worker").build()),
                field(
                        "leaseId",
                        id -> CompleteTaskRequest.builder("task", id, "worker").build()),
                field(
                        "taskId",
                        id -> FailTaskRequest.builder(id, "lease", "worker", "error")
                                .build()),
                field(
                        "leaseId",
                        id -> FailTaskRequest.builder("task", id, "worker", "error")
                                .build()),
                field(
                        "taskId",
                        id -> PauseTaskRequest.builder(id, "lease", "worker", PauseStatus.BLOCKED)
                                .build()),
                field(
                        "leaseId",
                        id -> PauseTaskRequest.builder("task", id, "worker", PauseStatus.BLOCKED)
                                .build()),
                field(
                        "taskId",
                        id -> ReleaseTaskRequest.builder(id, "lease", "worker").build()),
                field(
                        "leaseId",
                        id -> ReleaseTaskRequest.builder("task", id, "worker").build()),
                field("taskId", id -> emit(id, "lease", "worker").build()),
                field("leaseId", id -> emit("task", id, "worker").build()),
                field("taskId", id -> ListTaskOutputRequest.builder(id).build()),
                field("taskId", id -> ResumeTaskRequest.builder(id).build()),
                field("taskId", id -> CancelTaskRequest.builder(id).build()),
                field("taskId", id -> RerunRunFromRequest.builder(id).build()),
                field("taskId", id -> RequeueDeadTaskRequest.builder(id).build()),
                field("taskId", id -> GetTaskRequest.builder(id).build()),
                field("runId", id -> ListRunTasksRequest.builder(id).build()),
                field("runId", id -> ListPendingTasksRequest.builder().runId(id).build()),
                field("runId", id -> ListDeadTasksRequest.builder().runId(id).build()),
                field(
                        "runId",
                        id -> AppendContextSnapshotRequest.builder(id, OBJECT).build()),
                field("id", id -> append().id(id).build()),
                field("taskId", id -> append().taskId(id).build()),
                field("parentSnapshotId", id -> append().parentSnapshotId(id).build()),
                field("runId", GetCurrentContextSnapshotRequest::new),
                field("snapshotId", GetContextSnapshotRequest::new),
                field("runId", id -> ListRunEventsRequest.builder(id).build()),
                field("runId", id -> ListEventsSinceRequest.builder().runId(id).build()));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void idHasOneTo256CharactersOfAFewKinds(String field, Consumer<String> use) {
        use.accept("aZ09._:-");
        use.accept("i".repeat(256));

        String allowed = ", allowed are 1 to 256 characters of A-Z a-z 0-9 . _ : -";
        requireRefusal(() -> use.accept(""), field + ": given ''" + allowed);
        requireRefusal(() -> use.accept("a b"), field + ": given 'a b'" + allowed);
        requireRefusal(() -> use.accept("a\n"), field + ": given 'a '" + allowed);
        requireRefusal(() -> use.accept("ä"), field + ": given 'ä'" + allowed);
        requireRefusal(() -> use.accept("i".repeat(257)), field + ": given '" + "i".repeat(60) + "…'" + allowed);
    }

    private static EmitTaskOutputRequest.Builder emit(String taskId, String leaseId, String workerId) {
        return EmitTaskOutputRequest.builder(taskId, leaseId, workerId, OutputType.PARTIAL, OBJECT);
    }

    /** Fields that hold a name of the caller's choice. */
    static Stream<Arguments> names() {
        return Stream.of(
                field(
                        "namespace",
                        name -> CreateRunRequest.builder().namespace(name).build()),
                field(
                        "externalId",
                        name -> CreateRunRequest.builder().externalId(name).build()),
                field(
                        "clientToken",
                        name -> CreateRunRequest.builder().clientToken(name).build()),
                field(
                        "clientToken",
                        name -> CloseRunRequest.builder("run").clientToken(name).build()),
                field(
                        "clientToken",
                        name -> CancelRunRequest.builder("run")
                                .clientToken(name)
                                .build()),
                field("kind", name -> EnqueueTaskRequest.builder("run", name).build()),
                field("key", name -> enqueue().key(name).build()),
                field("clientToken", name -> enqueue().clientToken(name).build()),
                field("workerId", name -> ClaimNextTaskRequest.builder(name).build()),
                field("workerId", name -> ClaimTasksRequest.builder(name, 1).build()),
                field(
                        "kinds",
                        name -> ClaimTasksRequest.builder("worker", 1)
                                .kinds(List.of("a", name))
                                .build()),
                field(
                        "namespace",
                        name -> ClaimTasksRequest.builder("worker", 1)
                                .namespace(name)
                                .build()),
                field(
                        "clientToken",
                        name -> ClaimTasksRequest.builder("worker", 1)
                                .clientToken(name)
                                .build()),
                field(
                        "workerId",
                        name -> CompleteTasksRequest.builder(
                                        name,
                                        List.of(Completion.builder("task", "lease")
                                                .build()))
                                .build()),
                field(
                        "clientToken",
                        name -> CompleteTasksRequest.builder(
                                        "worker",
                                        List.of(Completion.builder("task", "lease")
                                                .build()))
                                .clientToken(name)
                                .build()),
                field(
                        "kinds",
                        name -> ClaimNextTaskRequest.builder("worker")
                                .kinds(List.of("a", name))
                                .build()),
                field(
                        "namespace",
                        name -> ClaimNextTaskRequest.builder("worker")
                                .namespace(name)
                                .build()),
                field(
                        "clientToken",
                        name -> ClaimNextTaskRequest.builder("worker")
                                .clientToken(name)
                                .build()),
                field(
                        "workerId",
                        name -> MarkTaskRunningRequest.builder("task", "lease", name)
                                .build()),
                field(
                        "clientToken",
                        name -> MarkTaskRunningRequest.builder("task", "lease", "worker")
                                .clientToken(name)
                                .build()),
                field(
                        "workerId",
                        name -> HeartbeatLeaseRequest.builder("task", "lease", name)
                                .build()),
                field(
                        "workerId",
                        name -> CompleteTaskRequest.builder("task", "lease", name)
                                .build()),
                field(
                        "nextContextLabel",
                        name -> complete()
                                .nextContext(OBJECT)
                                .nextContextLabel(name)
                                .build()),
                field("clientToken", name -> complete().clientToken(name).build()),
                field(
                        "workerId",
                        name -> FailTaskRequest.builder("task", "lease", name, "error")
                                .build()),
                field(
                        "clientToken",
                        name -> FailTaskRequest.builder("task", "lease", "worker", "error")
                                .clientToken(name)
                                .build()),
                field(
                        "workerId",
                        name -> PauseTaskRequest.builder("task", "lease", name, PauseStatus.BLOCKED)
                                .build()),
                field("clientToken", name -> pause().clientToken(name).build()),
                field(
                        "workerId",
                        name -> ReleaseTaskRequest.builder("task", "lease", name)
                                .build()),
                field("workerId", name -> emit("task", "lease", name).build()),
                field("name", name -> emit("task", "lease", "worker").name(name).build()),
                field(
                        "clientToken",
                        name -> emit("task", "lease", "worker")
                                .clientToken(name)
                                .build()),
                field("clientToken", name -> release().clientToken(name).build()),
                field(
                        "clientToken",
                        name -> ResumeTaskRequest.builder("task")
                                .clientToken(name)
                                .build()),
                field(
                        "clientToken",
                        name -> CancelTaskRequest.builder("task")
                                .clientToken(name)
                                .build()),
                field(
                        "clientToken",
                        name -> RerunRunFromRequest.builder("task")
                                .clientToken(name)
                                .build()),
                field("clientToken", name -> requeue().clientToken(name).build()),
                field("label", name -> append().label(name).build()),
                field("clientToken", name -> append().clientToken(name).build()),
                field(
                        "namespace",
                        name -> ListRunsRequest.builder().namespace(name).build()),
                field(
                        "externalId",
                        name -> ListRunsRequest.builder().externalId(name).build()),
                field(
                        "kinds",
                        name -> ListRunTasksRequest.builder("run")
                                .kinds(List.of(name))
                                .build()),
                field(
                        "kinds",
                        name -> ListPendingTasksRequest.builder()
                                .kinds(List.of(name))
                                .build()),
                field(
                        "kinds",
                        name -> ListDeadTasksRequest.builder()
                                .kinds(List.of(name))
                                .build()));
    }

    @ParameterizedTest
    @MethodSource("names")
    void nameHasOneTo256CharactersOfAnyKind(String field, Consumer<String> use) {
        requireText(field, use, 256);
    }

    /** Fields that hold a sentence for people. */
    static Stream<Arguments> sentences() {
        return Stream.of(
                field(
                        "reason",
                        text -> CancelRunRequest.builder("run").reason(text).build()),
                field(
                        "reason",
                        text -> CancelTaskRequest.builder("task").reason(text).build()),
                field(
                        "reason",
                        text -> RerunRunFromRequest.builder("task").reason(text).build()),
                field("reason", text -> pause().reason(text).build()),
                field("reason", text -> release().reason(text).build()),
                field("reason", text -> requeue().reason(text).build()));
    }

    @ParameterizedTest
    @MethodSource("sentences")
    void sentenceHasOneTo4096CharactersOfAnyKind(String field, Consumer<String> use) {
        requireText(field, use, 4_096);
    }

    @Test
    void reasonToCancelATaskIsNotTheOneThatTheCoreGivesItself() {
        requireRefusal(
                () -> CancelTaskRequest.builder("task")
                        .reason("dependency_failed")
                        .build(),
                "reason: given 'dependency_failed', which marks what a failed dependency cancelled; give another text "
                        + "or none");
        CancelTaskRequest.builder("task").reason("dependency_failed!").build();
    }

    @Test
    void errorHasOneTo65536CharactersOfAnyKind() {
        requireText(
                "error",
                text -> FailTaskRequest.builder("task", "lease", "worker", text).build(),
                65_536);
    }

    private static void requireText(String field, Consumer<String> use, int max) {
        use.accept("ä 😀\n'\"\\");
        use.accept("n".repeat(max));
        requireRefusal(() -> use.accept(""), field + ": given blank text, allowed are 1 to " + max + " characters");
        requireRefusal(() -> use.accept(" \t"), field + ": given blank text, allowed are 1 to " + max + " characters");
        String unstorable = field + ": holds half a surrogate pair or the character U+0000";
        requireRefusal(() -> use.accept("a\ud83d"), unstorable);
        requireRefusal(() -> use.accept("a\u0000b"), unstorable);
        requireRefusal(
                () -> use.accept("n".repeat(max + 1)),
                field + ": given " + (max + 1) + " characters, allowed are 1 to " + max + " characters");
    }
}
