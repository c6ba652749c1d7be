package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.Detail;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.Limits;
import dev.parallelmcp.core.model.PauseStatus;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.TaskSummary;
import dev.parallelmcp.core.model.TaskView;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.ListRunTasksRequest;
import dev.parallelmcp.core.model.request.PauseTaskRequest;
import dev.parallelmcp.core.model.result.TaskPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** list_run_tasks: a run's tasks in enqueue order. */
public abstract class RunTaskListContract extends ObservingContract {

    /** A little less than the largest payload, so that few tasks fill a page. */
    private static final Json LARGE = Json.of("\"" + "x".repeat(Limits.DEFAULT_MAX_PAYLOAD_BYTES - 100) + "\"");

    @Test
    void tasksAreListedInEnqueueOrderWhateverTheirStateAndPriority() {
        Run run = createRun();
        Run other = createRun();
        List<String> enqueued = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            clock.set(clock.instant().minusSeconds(1));
            enqueued.add(enqueue(EnqueueTaskRequest.builder(run.id(), "a")
                            .id("task-" + i * 7 % 10)
                            .priority(i % 3))
                    .id());
            enqueue(other, "a");
        }
        complete(claim());
        pause(claim(), PauseStatus.BLOCKED);
        claim();
        assertThat(ids(list(run).tasks())).isEqualTo(enqueued);
    }

    @Test
    void emptyRunHasNoTasks() {
        TaskPage page = list(createRun());
        assertThat(page.tasks()).isEmpty();
        assertThat(page.total()).contains(0);
        assertThat(page.nextOffset()).isEmpty();
        assertThat(page.truncated()).isFalse();
    }

    @Test
    void tasksAreFilteredByStatusAndCounted() {
        Run run = createRun();
        Task completed = enqueue(run, "a");
        Task failed = enqueue(run, "b");
        Task blocked = enqueue(run, "c");
        Task leased = enqueue(run, "d");
        Task queued = enqueue(run, "e");
        Task queuedToo = enqueue(run, "f");
        complete(claim());
        fail(claim());
        pause(claim(), PauseStatus.BLOCKED);
        claim();
        assertThat(withStatuses(run, TaskStatus.QUEUED)).containsExactly(queued.id(), queuedToo.id());
        assertThat(withStatuses(run, TaskStatus.LEASED)).containsExactly(leased.id());
        assertThat(withStatuses(run, TaskStatus.BLOCKED)).containsExactly(blocked.id());
        assertThat(withStatuses(run, TaskStatus.RUNNING)).isEmpty();
        assertThat(withStatuses(run, TaskStatus.QUEUED, TaskStatus.FAILED, TaskStatus.COMPLETED, TaskStatus.QUEUED))
                .containsExactly(completed.id(), failed.id(), queued.id(), queuedToo.id());
        assertThat(list(run).total()).contains(6);
    }

    private List<String> withStatuses(Run run, TaskStatus... statuses) {
        TaskPage page = list(ListRunTasksRequest.builder(run.id()).statuses(List.of(statuses)));
        assertThat(page.total()).contains(page.tasks().size());
        return ids(page.tasks());
    }

    @Test
    void tasksAreFilteredByKindAndThenNotCounted() {
        Run run = createRun();
        Task a = enqueue(run, "a");
        Task b = enqueue(run, "b");
        Task c = enqueue(run, "c");
        Task again = enqueue(run, "a");
        TaskPage page = list(ListRunTasksRequest.builder(run.id()).kinds(List.of("c", "a")));
        assertThat(ids(page.tasks())).containsExactly(a.id(), c.id(), again.id());
        assertThat(page.total()).isEmpty();
        complete(claim());
        assertThat(ids(list(ListRunTasksRequest.builder(run.id())
                                .kinds(List.of("a", "b"))
                                .statuses(List.of(TaskStatus.QUEUED)))
                        .tasks()))
                .containsExactly(b.id(), again.id());
        assertThat(list(ListRunTasksRequest.builder(run.id()).kinds(List.of("d")))
                        .tasks())
                .isEmpty();
    }

    @Test
    void pagesShowEachTaskOnceAndSayWhereTheNextBegins() {
        Run run = createRun();
        List<String> enqueued = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            enqueued.add(enqueue(run, i % 2 == 0 ? "even" : "odd").id());
        }
        complete(claim());
        List<String> seen = new ArrayList<>();
        for (int offset : new int[] {0, 3, 6}) {
            TaskPage page = list(ListRunTasksRequest.builder(run.id()).limit(3).offset(offset));
            assertThat(page.total()).contains(7);
            assertThat(page.nextOffset()).isEqualTo(offset < 6 ? Optional.of(offset + 3) : Optional.empty());
            seen.addAll(ids(page.tasks()));
        }
        assertThat(seen).isEqualTo(enqueued);
        TaskPage filtered = list(ListRunTasksRequest.builder(run.id())
                .statuses(List.of(TaskStatus.COMPLETED, TaskStatus.QUEUED))
                .kinds(List.of("even"))
                .limit(2)
                .offset(1));
        assertThat(ids(filtered.tasks())).containsExactly(enqueued.get(2), enqueued.get(4));
        assertThat(filtered.nextOffset()).contains(3);
        assertThat(list(ListRunTasksRequest.builder(run.id()).offset(7)).tasks())
                .isEmpty();
    }

    @Test
    void pageHoldsFiftyTasksUnlessAskedOtherwise() {
        Run run = createRun();
        orchestrator.transaction(operations -> {
            for (int i = 0; i < 51; i++) {
                operations.enqueueTask(EnqueueTaskRequest.builder(run.id(), "a").build());
            }
            return operations;
        });
        TaskPage page = list(run);
        assertThat(page.tasks()).hasSize(50);
        assertThat(page.total()).contains(51);
        assertThat(page.nextOffset()).contains(50);
    }

    @Test
    void summaryHoldsWhatIsNeededToChoose() {
        Run run = createRun();
        enqueue(EnqueueTaskRequest.builder(run.id(), "a").key("step").priority(3));
        enqueue(run, "b");
        enqueue(run, "c");
        Claim held = claim();
        pause(PauseTaskRequest.builder(claim().lease(), PauseStatus.BLOCKED).reason("rate limit"));
        fail(claim());
        List<TaskView> summaries = list(run).tasks();
        assertThat(summaries)
                .isEqualTo(list(ListRunTasksRequest.builder(run.id()).detail(Detail.SUMMARY))
                        .tasks());
        List<Task> tasks = tasksOf(run);
        assertThat(summaries)
                .containsExactlyElementsOf(
                        tasks.stream().map(RunTaskListContract::summary).toList());
        assertThat(summaries.get(0).leasedBy()).contains("worker");
        assertThat(summaries.get(0).key()).contains("step");
        assertThat(summaries.get(0).id()).isEqualTo(held.task().id());
        assertThat(summaries.get(1).statusReason()).contains("rate limit");
        assertThat(summaries.get(2).error()).contains("broken");
    }

    private static TaskSummary summary(Task task) {
        return new TaskSummary(
                task.id(),
                task.kind(),
                task.key(),
                task.status(),
                task.statusReason(),
                task.priority(),
                task.attemptCount(),
                task.leasedBy(),
                task.error(),
                task.progress());
    }

    @Test
    void fullDetailIsTheTaskItself() {
        Run run = createRun();
        Task task = enqueue(EnqueueTaskRequest.builder(run.id(), "a")
                .input(Json.of("[1.0, 2]"))
                .metadata(Json.of("{\"b\":1}"))
                .timeoutMs(1_000)
                .delayMs(5_000));
        assertThat(list(ListRunTasksRequest.builder(run.id()).detail(Detail.FULL))
                        .tasks())
                .containsExactly(task);
        assertThat(task(task.id())).isEqualTo(task);
    }

    @Test
    void pageThatGrowsTooLargeEndsEarlyAndGoesOn() {
        Run run = createRun();
        for (int i = 0; i < 6; i++) {
            enqueue(EnqueueTaskRequest.builder(run.id(), "a").input(LARGE));
        }
        TaskPage first = list(ListRunTasksRequest.builder(run.id()).detail(Detail.FULL));
        assertThat(first.truncated()).isTrue();
        assertThat(first.total()).contains(6);
        assertThat(first.tasks()).hasSizeBetween(1, 5);
        assertThat(first.nextOffset()).contains(first.tasks().size());
        assertThat(tasksOf(run)).hasSize(6);
        TaskPage summaries = list(run);
        assertThat(summaries.tasks()).hasSize(6);
        assertThat(summaries.truncated()).isFalse();
    }

    @Test
    void pageOutOfBoundsIsRefused() {
        Run run = createRun();
        for (ListRunTasksRequest.Builder request : List.of(
                ListRunTasksRequest.builder(run.id()),
                ListRunTasksRequest.builder(run.id()).limit(1_000).offset(10_000))) {
            assertThat(list(request).tasks()).isEmpty();
        }
        for (int limit : new int[] {0, 1_001}) {
            assertThat(refused(() -> list(ListRunTasksRequest.builder(run.id()).limit(limit)))
                            .code())
                    .isEqualTo(ErrorCode.INVALID_ARGUMENT);
        }
        for (int offset : new int[] {-1, 10_001}) {
            assertThat(refused(() -> list(ListRunTasksRequest.builder(run.id()).offset(offset)))
                            .code())
                    .isEqualTo(ErrorCode.INVALID_ARGUMENT);
        }
    }

    private TaskPage list(Run run) {
        return list(ListRunTasksRequest.builder(run.id()));
    }

    private TaskPage list(ListRunTasksRequest.Builder request) {
        return orchestrator.listRunTasks(request.build());
    }
}
