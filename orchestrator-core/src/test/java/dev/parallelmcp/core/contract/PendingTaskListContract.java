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
import dev.parallelmcp.core.model.request.ListPendingTasksRequest;
import dev.parallelmcp.core.model.result.TaskPage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** list_pending_tasks: what is queued, first what can be claimed, in the order in which it will be. */
public abstract class PendingTaskListContract extends ObservingContract {

    @Test
    void claimableTasksComeFirstInTheOrderOfTheirClaims() {
        Run run = createRun();
        Run other = createRun();
        Task delayed =
                enqueue(EnqueueTaskRequest.builder(run.id(), "a").priority(9).delayMs(60_000));
        Task low = enqueue(EnqueueTaskRequest.builder(run.id(), "a").priority(-1));
        Task first = enqueue(other, "b");
        Task second = enqueue(run, "a");
        Task high = enqueue(EnqueueTaskRequest.builder(other.id(), "a").priority(1));
        Task unmet =
                enqueue(EnqueueTaskRequest.builder(run.id(), "b").priority(8).dependsOnTaskIds(List.of(low.id())));
        List<String> pending = ids(list(ListPendingTasksRequest.builder()).tasks());
        assertThat(pending.subList(0, 4)).containsExactly(high.id(), first.id(), second.id(), low.id());
        assertThat(pending.subList(4, pending.size())).containsExactlyInAnyOrder(delayed.id(), unmet.id());
        List<String> claimed = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            claimed.add(claim().task().id());
        }
        assertThat(claimed).isEqualTo(pending.subList(0, 4));
        assertThat(ids(list(ListPendingTasksRequest.builder()).tasks()))
                .containsExactlyInAnyOrder(delayed.id(), unmet.id());
    }

    @Test
    void onlyQueuedTasksArePending() {
        Run run = createRun();
        enqueue(run, "paused");
        enqueue(run, "completed");
        enqueue(run, "failed");
        Task released = enqueue(run, "released");
        Task retried = enqueue(run, "retried");
        Task last = enqueue(run, "held");
        pause(claim(), PauseStatus.BLOCKED);
        complete(claim());
        fail(claim());
        var first = claim();
        var second = claim();
        claim();
        release(first);
        failRetryably(second);
        assertThat(ids(list(ListPendingTasksRequest.builder()).tasks()))
                .containsExactly(released.id(), retried.id())
                .doesNotContain(last.id());
    }

    @Test
    void pendingTasksAreFilteredByRunAndKind() {
        Run run = createRun();
        Run other = createRun();
        Task a = enqueue(run, "a");
        Task b = enqueue(run, "b");
        Task c = enqueue(run, "c");
        Task otherA = enqueue(EnqueueTaskRequest.builder(other.id(), "a").priority(1));
        assertThat(ids(list(ListPendingTasksRequest.builder().runId(run.id())).tasks()))
                .containsExactly(a.id(), b.id(), c.id());
        assertThat(ids(list(ListPendingTasksRequest.builder().kinds(List.of("c", "a")))
                        .tasks()))
                .containsExactly(otherA.id(), a.id(), c.id());
        assertThat(ids(list(ListPendingTasksRequest.builder().runId(run.id()).kinds(List.of("a", "b")))
                        .tasks()))
                .containsExactly(a.id(), b.id());
        assertThat(list(ListPendingTasksRequest.builder().kinds(List.of("d"))).tasks())
                .isEmpty();
        OrchestratorException refusal =
                refused(() -> list(ListPendingTasksRequest.builder().runId("run_none")));
        assertThat(refusal.code()).isEqualTo(ErrorCode.RECORD_NOT_FOUND);
        assertThat(refusal.ids()).containsExactly(entry("runId", "run_none"));
    }

    @Test
    void readyByKeepsWhatIsNotDelayedBeyondIt() {
        Run run = createRun();
        Task now = enqueue(run, "a");
        Task soon = enqueue(EnqueueTaskRequest.builder(run.id(), "a").delayMs(1_000));
        Task later = enqueue(EnqueueTaskRequest.builder(run.id(), "b").delayMs(2_000));
        Task unmet = enqueue(EnqueueTaskRequest.builder(run.id(), "b").dependsOnTaskIds(List.of(now.id())));
        assertThat(readyBy(0)).containsExactlyInAnyOrder(now.id(), unmet.id());
        assertThat(readyBy(999)).containsExactlyInAnyOrder(now.id(), unmet.id());
        assertThat(readyBy(1_000)).containsExactlyInAnyOrder(now.id(), unmet.id(), soon.id());
        assertThat(readyBy(2_000)).containsExactlyInAnyOrder(now.id(), unmet.id(), soon.id(), later.id());
        assertThat(ids(list(ListPendingTasksRequest.builder()
                                .runId(run.id())
                                .kinds(List.of("a"))
                                .readyBy(clock.instant().plusMillis(1_500)))
                        .tasks()))
                .containsExactly(now.id(), soon.id());
        assertThat(ids(list(ListPendingTasksRequest.builder()
                                .kinds(List.of("b"))
                                .readyBy(clock.instant().plusMillis(1_500)))
                        .tasks()))
                .containsExactly(unmet.id());
    }

    @Test
    void limitKeepsTheFirst() {
        Run run = createRun();
        orchestrator.transaction(operations -> {
            for (int i = 0; i < 60; i++) {
                operations.enqueueTask(EnqueueTaskRequest.builder(run.id(), i % 2 == 0 ? "a" : "b")
                        .build());
            }
            return operations;
        });
        List<String> all =
                ids(list(ListPendingTasksRequest.builder().limit(1_000)).tasks());
        assertThat(all).hasSize(60);
        TaskPage page = list(ListPendingTasksRequest.builder());
        assertThat(ids(page.tasks())).isEqualTo(all.subList(0, 50));
        assertThat(page.total()).isEmpty();
        assertThat(page.nextOffset()).isEmpty();
        assertThat(ids(list(ListPendingTasksRequest.builder()
                                .kinds(List.of("a", "b"))
                                .limit(3))
                        .tasks()))
                .isEqualTo(all.subList(0, 3));
        assertThat(ids(list(ListPendingTasksRequest.builder().runId(run.id()).limit(3))
                        .tasks()))
                .isEqualTo(all.subList(0, 3));
        assertThat(refused(() -> list(ListPendingTasksRequest.builder().limit(0)))
                        .code())
                .isEqualTo(ErrorCode.INVALID_ARGUMENT);
    }

    @Test
    void summaryUnlessAskedForFullDetail() {
        Task task = enqueue(createRun(), "a");
        assertThat(list(ListPendingTasksRequest.builder()).tasks())
                .singleElement()
                .isInstanceOf(TaskSummary.class);
        assertThat(list(ListPendingTasksRequest.builder().detail(Detail.FULL)).tasks())
                .containsExactly(task);
    }

    private List<String> readyBy(long millisFromNow) {
        return ids(
                list(ListPendingTasksRequest.builder().readyBy(clock.instant().plusMillis(millisFromNow)))
                        .tasks());
    }

    private TaskPage list(ListPendingTasksRequest.Builder request) {
        return orchestrator.listPendingTasks(request.build());
    }
}
