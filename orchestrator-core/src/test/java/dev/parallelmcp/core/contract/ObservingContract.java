package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parallelmcp.core.engine.Operations;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.Attempt;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.Detail;
import dev.parallelmcp.core.model.Event;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.Lease;
import dev.parallelmcp.core.model.Limits;
import dev.parallelmcp.core.model.PauseStatus;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.TaskOutput;
import dev.parallelmcp.core.model.TaskView;
import dev.parallelmcp.core.model.request.CancelRunRequest;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.CloseRunRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.ExpireLeasesRequest;
import dev.parallelmcp.core.model.request.FailTaskRequest;
import dev.parallelmcp.core.model.request.GetRunRequest;
import dev.parallelmcp.core.model.request.GetTaskRequest;
import dev.parallelmcp.core.model.request.ListRunEventsRequest;
import dev.parallelmcp.core.model.request.ListRunTasksRequest;
import dev.parallelmcp.core.model.request.ListTaskOutputRequest;
import dev.parallelmcp.core.model.request.PauseTaskRequest;
import dev.parallelmcp.core.model.request.ReleaseTaskRequest;
import dev.parallelmcp.core.model.request.ResumeTaskRequest;
import dev.parallelmcp.core.model.result.EventPage;
import dev.parallelmcp.core.model.result.RunView;
import dev.parallelmcp.core.model.result.TaskDetails;
import dev.parallelmcp.core.model.result.TaskPage;
import dev.parallelmcp.core.store.AttemptRow;
import dev.parallelmcp.core.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A contract that can see everything a run consists of, and say in a word what is done to it. */
public abstract class ObservingContract extends StoreContract {

    /** Everything that callers can see of a run: equal before and after when nothing changed. */
    protected record Sight(RunView run, List<TaskDetails> tasks, List<TaskOutput> outputs, List<Event> events) {}

    protected final Sight look(Run run) {
        List<TaskDetails> tasks = tasksOf(run).stream()
                .map(task -> orchestrator.getTask(
                        GetTaskRequest.builder(task.id()).includeAttempts().build()))
                .toList();
        List<TaskOutput> outputs = tasks.stream()
                .flatMap(details -> outputs(orchestrator, details.task().id()).stream())
                .toList();
        return new Sight(orchestrator.getRun(new GetRunRequest(run.id())), tasks, outputs, events(run));
    }

    /** The refusal of {@code call}, which left everything in {@code run} as it was. */
    protected final OrchestratorException refused(Run run, ThrowingCallable call) {
        Sight before = look(run);
        OrchestratorException refusal = refused(call);
        assertThat(look(run)).isEqualTo(before);
        return refusal;
    }

    protected final OrchestratorException refused(ThrowingCallable call) {
        OrchestratorException refusal = catchThrowableOfType(OrchestratorException.class, call);
        assertThat(refusal).as("the call is refused").isNotNull();
        return refusal;
    }

    protected final RunStatus status(Run run) {
        return run(run.id()).status();
    }

    /** All tasks of the run, whole, in enqueue order. */
    protected final List<Task> tasksOf(Run run) {
        return tasksOf(orchestrator, run);
    }

    protected static List<Task> tasksOf(Operations on, Run run) {
        List<Task> tasks = new ArrayList<>();
        Optional<Integer> offset = Optional.of(0);
        while (offset.isPresent()) {
            TaskPage page = on.listRunTasks(ListRunTasksRequest.builder(run.id())
                    .detail(Detail.FULL)
                    .limit(Limits.MAX_PAGE_ITEMS)
                    .offset(offset.get())
                    .build());
            page.tasks().forEach(task -> tasks.add((Task) task));
            offset = page.nextOffset();
        }
        return tasks;
    }

    /** All that is kept of what was put out for a task. */
    protected static List<TaskOutput> outputs(Operations on, String taskId) {
        return on.listTaskOutput(ListTaskOutputRequest.builder(taskId)
                        .limit(Limits.MAX_OUTPUT_ENTRIES_PER_TASK)
                        .build())
                .outputs();
    }

    /** All events of the run. */
    protected final List<Event> events(Run run) {
        return eventsAfter(run, 0);
    }

    /** The events of the run after the one with this id. */
    protected final List<Event> eventsAfter(Run run, long afterId) {
        List<Event> events = new ArrayList<>();
        long cursor = afterId;
        EventPage page;
        do {
            page = orchestrator.listRunEvents(ListRunEventsRequest.builder(run.id())
                    .afterId(cursor)
                    .limit(Limits.MAX_PAGE_ITEMS)
                    .build());
            events.addAll(page.events());
            cursor = page.nextCursor();
        } while (!page.events().isEmpty());
        return events;
    }

    /** The events that {@code change} brought to the run. */
    protected final List<Event> eventsOf(Run run, Runnable change) {
        long last = lastEventId(run);
        change.run();
        return eventsAfter(run, last);
    }

    protected final List<EventType> eventTypesOf(Run run, Runnable change) {
        return types(eventsOf(run, change));
    }

    protected static List<EventType> types(List<Event> events) {
        return events.stream().map(Event::eventType).toList();
    }

    private long lastEventId(Run run) {
        List<Event> events = events(run);
        return events.get(events.size() - 1).id();
    }

    protected static List<String> ids(List<? extends TaskView> tasks) {
        return tasks.stream().map(TaskView::id).toList();
    }

    protected final List<Attempt> attempts(Task task) {
        return orchestrator
                .getTask(GetTaskRequest.builder(task.id()).includeAttempts().build())
                .attempts()
                .orElseThrow();
    }

    protected final Attempt lastAttempt(Task task) {
        List<Attempt> attempts = attempts(task);
        return attempts.get(attempts.size() - 1);
    }

    /** The lease as it is stored; no operation shows one that has ended. */
    protected final Lease leaseRecord(Lease lease) {
        return inStore(store -> store.read(tx ->
                        tx.attempts().findByLease(lease.taskId(), lease.id()).map(AttemptRow::lease)))
                .orElseThrow(() -> new AssertionError("no lease " + lease.id()));
    }

    private <R> R inStore(Function<Store, R> read) {
        try (Store store = open(clock)) {
            return read.apply(store);
        }
    }

    protected final Run createRun(CreateRunRequest.Builder request) {
        return orchestrator.createRun(request.build()).run();
    }

    protected final Run close(Run run) {
        return orchestrator.closeRun(CloseRunRequest.builder(run.id()).build()).run();
    }

    protected final Run cancel(Run run) {
        return orchestrator
                .cancelRun(CancelRunRequest.builder(run.id()).build())
                .run();
    }

    protected final Optional<Claim> tryClaim(ClaimNextTaskRequest.Builder request) {
        return orchestrator.claimNextTask(request.build()).claim();
    }

    protected final Claim claim(ClaimNextTaskRequest.Builder request) {
        return tryClaim(request).orElseThrow(() -> new AssertionError("nothing to claim"));
    }

    protected final Claim claimFor(long leaseMs) {
        return claim(ClaimNextTaskRequest.builder("worker").leaseMs(leaseMs));
    }

    protected final Task fail(Claim claim) {
        return orchestrator
                .failTask(FailTaskRequest.builder(claim.lease(), "broken").build())
                .task();
    }

    protected final Task failRetryably(Claim claim) {
        return orchestrator
                .failTask(FailTaskRequest.builder(claim.lease(), "broken")
                        .retryable()
                        .build())
                .task();
    }

    protected final Task pause(Claim claim, PauseStatus status) {
        return pause(PauseTaskRequest.builder(claim.lease(), status));
    }

    protected final Task pause(PauseTaskRequest.Builder request) {
        return orchestrator.pauseTask(request.build()).task();
    }

    protected final Task release(Claim claim) {
        return orchestrator
                .releaseTask(ReleaseTaskRequest.builder(claim.lease()).build())
                .task();
    }

    protected final Task resume(Task task) {
        return orchestrator
                .resumeTask(ResumeTaskRequest.builder(task.id()).build())
                .task();
    }

    protected final Task resume(Task task, Json input) {
        return orchestrator
                .resumeTask(ResumeTaskRequest.builder(task.id()).input(input).build())
                .task();
    }

    /** Applies everything that is due. */
    protected final void applyDue() {
        orchestrator.expireLeases(new ExpireLeasesRequest());
    }
}
