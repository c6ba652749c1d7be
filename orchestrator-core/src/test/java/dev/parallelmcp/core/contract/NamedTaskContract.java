package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parallelmcp.core.engine.Operations;
import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.Attempt;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.Event;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.TaskOutput;
import dev.parallelmcp.core.model.TaskView;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.ExpireLeasesRequest;
import dev.parallelmcp.core.model.request.FailTaskRequest;
import dev.parallelmcp.core.model.request.GetRunRequest;
import dev.parallelmcp.core.model.request.GetTaskRequest;
import dev.parallelmcp.core.model.request.ListEventsSinceRequest;
import dev.parallelmcp.core.model.request.ListRunsRequest;
import dev.parallelmcp.core.model.result.EventPage;
import dev.parallelmcp.core.model.result.RunView;
import dev.parallelmcp.core.model.result.TaskDetails;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * A contract whose tasks have names of their own: their id, which is their kind too, so that a test can take the one it
 * means. It watches the whole database: what the log tells of a change, and that a refusal changed nothing.
 */
public abstract class NamedTaskContract extends ObservingContract {

    private static final int PAGE = 1_000;

    /** Everything that a caller can see. */
    protected record Picture(
            List<RunView> runs, List<TaskDetails> tasks, List<TaskOutput> outputs, List<Event> events) {}

    protected final Picture picture() {
        return picture(orchestrator);
    }

    /** What shows through these operations, which may be those of an open transaction. */
    protected final Picture picture(Operations on) {
        List<RunView> runs = new ArrayList<>();
        List<TaskDetails> tasks = new ArrayList<>();
        List<TaskOutput> outputs = new ArrayList<>();
        for (Run run :
                on.listRuns(ListRunsRequest.builder().limit(PAGE).build()).runs()) {
            runs.add(on.getRun(new GetRunRequest(run.id())));
            for (TaskView task : tasksOf(on, run)) {
                tasks.add(on.getTask(
                        GetTaskRequest.builder(task.id()).includeAttempts().build()));
                outputs.addAll(outputs(on, task.id()));
            }
        }
        return new Picture(runs, tasks, outputs, log(on, 0));
    }

    /** The call is refused with this code and has changed nothing. */
    protected final OrchestratorException refused(ErrorCode code, ThrowingCallable call) {
        Picture before = picture();
        OrchestratorException refusal = catchThrowableOfType(OrchestratorException.class, call);
        assertThat(refusal).as("refused with " + code).isNotNull();
        assertThat(refusal.code()).as(refusal.message()).isEqualTo(code);
        assertThat(picture()).as("a refused call changes nothing").isEqualTo(before);
        return refusal;
    }

    /** The call is answered and has changed nothing. */
    protected final void changesNothing(Runnable call) {
        Picture before = picture();
        call.run();
        assertThat(picture()).isEqualTo(before);
    }

    /** Where the log ends now. */
    protected final long mark() {
        List<Event> log = log(0);
        return log.isEmpty() ? 0 : log.get(log.size() - 1).id();
    }

    /** All events after this one. */
    protected final List<Event> log(long afterId) {
        return log(orchestrator, afterId);
    }

    private static List<Event> log(Operations on, long afterId) {
        List<Event> events = new ArrayList<>();
        long cursor = afterId;
        EventPage page;
        do {
            page = on.listEventsSince(
                    ListEventsSinceRequest.builder().afterId(cursor).limit(PAGE).build());
            events.addAll(page.events());
            cursor = page.nextCursor();
        } while (!page.events().isEmpty());
        return events;
    }

    /** What happened since, in short: the type and the task, the new status of the run, or the label of the snapshot. */
    protected final List<String> told(long afterId) {
        return log(afterId).stream().map(NamedTaskContract::brief).toList();
    }

    private static String brief(Event event) {
        String type = event.eventType().wireName();
        if (event.eventType() == EventType.RUN_STATUS_CHANGED) {
            return type + " " + Payloads.of(event).get("status");
        }
        if (event.eventType() == EventType.CONTEXT_SNAPSHOT_CREATED) {
            return type + " " + Payloads.of(event).get("label");
        }
        return event.taskId().map(task -> type + " " + task).orElse(type);
    }

    /** The only event of this type after {@code afterId}. */
    protected final Event only(EventType type, long afterId) {
        List<Event> events =
                log(afterId).stream().filter(event -> event.eventType() == type).toList();
        assertThat(events).as(type.wireName()).hasSize(1);
        return events.get(0);
    }

    protected final RunView view(Run run) {
        return orchestrator.getRun(new GetRunRequest(run.id()));
    }

    private TaskDetails details(String taskId) {
        return orchestrator.getTask(
                GetTaskRequest.builder(taskId).includeAttempts().build());
    }

    /** The task's attempts, oldest first. */
    protected final List<Attempt> attempts(String taskId) {
        return details(taskId).attempts().orElseThrow();
    }

    /** Begins a task that has this id and this kind. */
    protected static EnqueueTaskRequest.Builder spec(Run run, String id, String... dependsOn) {
        return EnqueueTaskRequest.builder(run.id(), id).id(id).dependsOnTaskIds(Arrays.asList(dependsOn));
    }

    /** Enqueues a task that has this id and this kind. */
    protected final Task add(Run run, String id, String... dependsOn) {
        return enqueue(spec(run, id, dependsOn));
    }

    /** Claims the task with this id, if it is claimable. */
    protected final Optional<Claim> tryTake(String id) {
        return orchestrator
                .claimNextTask(ClaimNextTaskRequest.builder("worker")
                        .kinds(List.of(id))
                        .build())
                .claim();
    }

    /** Claims the task with this id. */
    protected final Claim take(String id) {
        return tryTake(id).orElseThrow(() -> new AssertionError(id + " is not claimable: " + task(id)));
    }

    protected final Task finish(String id) {
        return complete(take(id));
    }

    /** Fails the attempt for good. */
    protected final Task fail(Claim claim, String error) {
        return orchestrator
                .failTask(FailTaskRequest.builder(claim.lease(), error).build())
                .task();
    }

    /** Fails the attempt in a way that another may mend. */
    protected final Task failRetryably(Claim claim, String error) {
        return orchestrator
                .failTask(FailTaskRequest.builder(claim.lease(), error)
                        .retryable()
                        .build())
                .task();
    }

    /** Uses up the attempts of a task with an immediate retry policy. */
    protected final Task bury(String id) {
        Task task;
        do {
            task = failRetryably(take(id), "no luck");
        } while (!task.status().terminal());
        return task;
    }

    /** Applies what is due; answers the tasks whose lease or time ran out. */
    protected final List<String> sweep() {
        return orchestrator.expireLeases(new ExpireLeasesRequest()).expiredTaskIds();
    }
}
