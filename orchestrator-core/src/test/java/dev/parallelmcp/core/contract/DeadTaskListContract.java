package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.Detail;
import dev.parallelmcp.core.model.PauseStatus;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.TaskSummary;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.ListDeadTasksRequest;
import dev.parallelmcp.core.model.request.PauseTaskRequest;
import dev.parallelmcp.core.model.request.RequeueDeadTaskRequest;
import dev.parallelmcp.core.model.result.TaskPage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** list_dead_tasks: what ran out of attempts, the latest first. */
public abstract class DeadTaskListContract extends ObservingContract {

    @Test
    void deadTasksAreListedLatestFirst() {
        Run run = createRun();
        List<String> dead = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            clock.advanceMillis(1_000);
            dead.add(bury(run, "a").id());
        }
        // Of one instant, by the order of their enqueueing.
        dead.add(bury(run, "a").id());
        Collections.reverse(dead);
        assertThat(ids(list(ListDeadTasksRequest.builder()).tasks())).isEqualTo(dead);
    }

    @Test
    void latestIsWhatDiedLastNotWhatWasEnqueuedLast() {
        Run run = createRun();
        Task first = enqueueForOneAttempt(run, "a");
        Task second = enqueueForOneAttempt(run, "a");
        var ofFirst = claim();
        failRetryably(claim());
        clock.advanceMillis(1_000);
        failRetryably(ofFirst);
        assertThat(ids(list(ListDeadTasksRequest.builder()).tasks())).containsExactly(first.id(), second.id());
    }

    @Test
    void onlyTasksWhoseAttemptsRanOutAreDead() {
        Run run = createRun();
        enqueue(EnqueueTaskRequest.builder(run.id(), "kept open").priority(-1).delayMs(86_400_000));
        enqueueForOneAttempt(run, "failed for good");
        fail(claim());
        enqueueForOneAttempt(run, "deadline");
        pause(PauseTaskRequest.builder(claim().lease(), PauseStatus.BLOCKED).deadlineAfterMs(1_000));
        Task failed = bury(run, "failed");
        Task expired = enqueueForOneAttempt(run, "expired");
        claimFor(1_000);
        Task timedOut = enqueue(
                EnqueueTaskRequest.builder(run.id(), "timed out").maxAttempts(1).timeoutMs(1_000));
        claim();
        clock.advanceMillis(1_000);
        applyDue();
        List<String> dead = ids(list(ListDeadTasksRequest.builder()).tasks());
        assertThat(dead).containsExactlyInAnyOrder(failed.id(), expired.id(), timedOut.id());
        assertThat(task(expired.id()).error()).contains("max_attempts_exceeded");
        assertThat(task(timedOut.id()).error()).contains("task_timeout_exceeded");
    }

    @Test
    void requeuedTaskIsDeadNoMore() {
        Run run = createRun();
        Task task = bury(run, "a");
        orchestrator.requeueDeadTask(RequeueDeadTaskRequest.builder(task.id()).build());
        assertThat(list(ListDeadTasksRequest.builder()).tasks()).isEmpty();
        failRetryably(claim());
        assertThat(ids(list(ListDeadTasksRequest.builder()).tasks())).containsExactly(task.id());
    }

    @Test
    void deadTasksAreFilteredByRunAndKind() {
        Run run = createRun();
        Run other = createRun();
        enqueue(EnqueueTaskRequest.builder(run.id(), "kept open").delayMs(86_400_000));
        Task a = bury(run, "a");
        Task b = bury(run, "b");
        Task otherA = bury(other, "a");
        assertThat(ids(list(ListDeadTasksRequest.builder().runId(run.id())).tasks()))
                .containsExactly(b.id(), a.id());
        assertThat(ids(list(ListDeadTasksRequest.builder().kinds(List.of("a"))).tasks()))
                .containsExactly(otherA.id(), a.id());
        assertThat(ids(list(ListDeadTasksRequest.builder().runId(run.id()).kinds(List.of("a", "c")))
                        .tasks()))
                .containsExactly(a.id());
        OrchestratorException refusal =
                refused(() -> list(ListDeadTasksRequest.builder().runId("run_none")));
        assertThat(refusal.code()).isEqualTo(ErrorCode.RECORD_NOT_FOUND);
        assertThat(refusal.ids()).containsExactly(entry("runId", "run_none"));
    }

    @Test
    void pagesShowEachDeadTaskOnceAndSayWhereTheNextBegins() {
        Run run = createRun();
        enqueue(EnqueueTaskRequest.builder(run.id(), "kept open").delayMs(86_400_000));
        List<String> dead = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            dead.add(bury(run, "a").id());
        }
        Collections.reverse(dead);
        TaskPage first = list(ListDeadTasksRequest.builder().limit(3));
        TaskPage second = list(ListDeadTasksRequest.builder().limit(3).offset(3));
        assertThat(ids(first.tasks())).isEqualTo(dead.subList(0, 3));
        assertThat(first.nextOffset()).contains(3);
        assertThat(ids(second.tasks())).isEqualTo(dead.subList(3, 5));
        assertThat(second.nextOffset()).isEmpty();
        assertThat(first.total()).isEmpty();
    }

    @Test
    void summaryUnlessAskedForFullDetail() {
        Task task = bury(createRun(), "a");
        assertThat(list(ListDeadTasksRequest.builder()).tasks()).singleElement().isInstanceOf(TaskSummary.class);
        assertThat(list(ListDeadTasksRequest.builder().detail(Detail.FULL)).tasks())
                .containsExactly(task);
    }

    /** Enqueues a task with one attempt and uses that up. */
    private Task bury(Run run, String kind) {
        // The run must not have ended before.
        Run in = status(run).terminal() ? createRun() : run;
        enqueueForOneAttempt(in, kind);
        Task task = failRetryably(claim());
        assertThat(task.dead()).isTrue();
        assertThat(task.kind()).isEqualTo(kind);
        return task;
    }

    private Task enqueueForOneAttempt(Run run, String kind) {
        return enqueue(EnqueueTaskRequest.builder(run.id(), kind).maxAttempts(1));
    }

    private TaskPage list(ListDeadTasksRequest.Builder request) {
        return orchestrator.listDeadTasks(request.build());
    }
}
