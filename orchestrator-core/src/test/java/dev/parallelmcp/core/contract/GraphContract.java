package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.DependencyFailurePolicy;
import dev.parallelmcp.core.model.Event;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.Limits;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.TaskSummary;
import dev.parallelmcp.core.model.TaskView;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.CompleteTaskRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EnqueueTasksRequest;
import dev.parallelmcp.core.model.request.FailTaskRequest;
import dev.parallelmcp.core.model.request.PruneRunsRequest;
import dev.parallelmcp.core.model.request.TaskDraft;
import dev.parallelmcp.core.model.result.EnqueueTasksResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Graphs of tasks, enqueued in one call. */
public abstract class GraphContract extends NamedTaskContract {

    /** A draft with this id and kind. */
    static TaskDraft.Builder draft(String id, String... dependsOn) {
        return TaskDraft.builder(id).id(id).dependsOn(Arrays.asList(dependsOn));
    }

    private static TaskDraft node(String id, String... dependsOn) {
        return draft(id, dependsOn).build();
    }

    private EnqueueTasksResult graph(Run run, TaskDraft... tasks) {
        return orchestrator.enqueueTasks(
                EnqueueTasksRequest.builder(run.id(), List.of(tasks)).build());
    }

    @Test
    void diamondGivenUpsideDownIsEnqueuedFromItsTop() {
        Run run = createRun();
        long mark = mark();

        EnqueueTasksResult result = graph(run, node("d", "b", "c"), node("c", "a"), node("b", "a"), node("a"));

        assertThat(result.tasks()).extracting(TaskSummary::id).containsExactly("d", "c", "b", "a");
        assertThat(told(mark))
                .containsExactly(
                        "task.enqueued a",
                        "task.enqueued c",
                        "task.enqueued b",
                        "task.enqueued d",
                        "run.status.changed active");
        assertThat(log(mark).stream()
                        .filter(event -> event.eventType() == EventType.TASK_ENQUEUED)
                        .map(event -> Payloads.of(event).get("unmetDependencies")))
                .containsExactly(0L, 1L, 1L, 2L);
        finish("a");
        finish("b");
        assertThat(tryTake("d")).isEmpty();
        finish("c");
        finish("d");
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void orderGivenIsKeptWhereDependenciesAllowIt() {
        Run run = createRun();

        graph(run, node("a", "c"), node("b"), node("c"), node("d"), node("e", "b"));

        assertThat(tasksOf(run)).extracting(TaskView::id).containsExactly("b", "c", "a", "d", "e");
    }

    @Test
    void refsStandForTheIdsThatAreMade() {
        Run run = createRun();

        EnqueueTasksResult result = graph(
                run,
                TaskDraft.builder("test")
                        .ref("the test")
                        .dependsOn(List.of("build"))
                        .build(),
                TaskDraft.builder("lint").build(),
                TaskDraft.builder("build").ref("build").build());

        assertThat(result.idsByRef().keySet()).containsExactly("the test", "build");
        assertThat(result.idsByRef().values())
                .containsExactly(
                        result.tasks().get(0).id(), result.tasks().get(2).id());
        assertThat(task(result.tasks().get(0).id()).dependsOnTaskIds())
                .containsExactly(result.tasks().get(2).id());
        assertThat(result.replayed()).isFalse();
        assertThat(result.truncated()).isFalse();
    }

    @Test
    void refIsPreferredToTheIdOfATaskThatThereIs() {
        Run run = createRun();
        add(run, "a");

        EnqueueTasksResult result = graph(run, TaskDraft.builder("any").ref("a").build(), node("b", "a"));

        assertThat(task("b").dependsOnTaskIds())
                .containsExactly(result.idsByRef().get("a"));
    }

    @Test
    void taskThatIsNamedTwiceIsOneDependency() {
        Run run = createRun();

        graph(run, draft("a").ref("first").build(), node("b", "first", "a", "first"));

        assertThat(task("b").dependsOnTaskIds()).containsExactly("a");
        finish("a");
        assertThat(tryTake("b")).isPresent();
    }

    @Test
    void graphMayHangOnTasksThatThereAre() {
        Run run = createRun();
        add(run, "done");
        add(run, "open");
        finish("done");

        graph(run, node("a", "done"), node("b", "done", "open", "a"));

        assertThat(tryTake("b")).isEmpty();
        finish("a");
        assertThat(tryTake("b")).isEmpty();
        finish("open");
        assertThat(tryTake("b")).isPresent();
    }

    @Test
    void everyTaskIsAsIfEnqueuedByItself() {
        Run run = createRun();
        Task alone = enqueue(
                spec(run, "alone").priority(3).maxAttempts(2).timeoutMs(5).delayMs(7));

        graph(
                run,
                draft("graph")
                        .priority(3)
                        .maxAttempts(2)
                        .timeoutMs(5)
                        .delayMs(7)
                        .build());

        assertThat(task("graph").toString()).isEqualTo(alone.toString().replace("alone", "graph"));
        assertThat(told(0)).endsWith("task.enqueued alone", "run.status.changed active", "task.enqueued graph");
    }

    @Test
    void failedDependencyRunsThroughTheGraphByEachPolicy() {
        Run run = orchestrator
                .createRun(CreateRunRequest.builder().keepOpen().build())
                .run();
        add(run, "failed");
        fail(take("failed"), "broken");
        long mark = mark();

        EnqueueTasksResult result = graph(
                run,
                node("c", "b"),
                node("b", "failed"),
                draft("on", "b")
                        .onDependencyFailure(DependencyFailurePolicy.CONTINUE)
                        .build(),
                draft("still", "c")
                        .onDependencyFailure(DependencyFailurePolicy.WAIT)
                        .build(),
                node("free"));

        assertThat(result.tasks())
                .extracting(TaskSummary::status)
                .containsExactly(
                        TaskStatus.CANCELLED,
                        TaskStatus.CANCELLED,
                        TaskStatus.QUEUED,
                        TaskStatus.QUEUED,
                        TaskStatus.QUEUED);
        assertThat(result.tasks().get(0).statusReason()).contains("dependency_failed");
        assertThat(told(mark))
                .containsExactly(
                        "task.enqueued b",
                        "task.cancelled b",
                        "task.enqueued c",
                        "task.cancelled c",
                        "task.enqueued on",
                        "task.enqueued still",
                        "task.enqueued free");
        assertThat(tryTake("on")).isPresent();
        assertThat(tryTake("still")).isEmpty();
        assertThat(view(run).taskCounts())
                .containsEntry(TaskStatus.CANCELLED, 2)
                .containsEntry(TaskStatus.FAILED, 1);
    }

    @Test
    void chainOfAThousandInAnyOrderRunsToItsEnd() {
        Run run = createRun();
        List<TaskDraft> chain = new ArrayList<>();
        IntStream.range(0, Limits.MAX_TASKS_PER_GRAPH)
                .mapToObj(i -> i == 0 ? node("t0") : node("t" + i, "t" + (i - 1)))
                .forEach(chain::add);
        Collections.shuffle(chain, new Random(7));

        graph(run, chain.toArray(TaskDraft[]::new));

        orchestrator.transaction(on -> {
            for (int i = 0; i < Limits.MAX_TASKS_PER_GRAPH; i++) {
                Claim claim = on.claimNextTask(
                                ClaimNextTaskRequest.builder("worker").build())
                        .claim()
                        .orElseThrow();
                assertThat(claim.task().id()).isEqualTo("t" + i);
                on.completeTask(CompleteTaskRequest.builder(claim.lease()).build());
            }
            return true;
        });
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void repetitionAnswersTheTasksAsTheyAreNow() {
        Run run = createRun();
        EnqueueTasksRequest request = EnqueueTasksRequest.builder(
                        run.id(), List.of(node("b", "r"), draft("a").ref("r").build()))
                .clientToken("once")
                .build();
        EnqueueTasksResult first = orchestrator.enqueueTasks(request);
        finish("a");
        List<Event> before = log(0);

        EnqueueTasksResult again = orchestrator.enqueueTasks(request);

        assertThat(again.replayed()).isTrue();
        assertThat(again.idsByRef()).isEqualTo(first.idsByRef()).containsEntry("r", "a");
        assertThat(again.tasks())
                .extracting(task -> task.id() + " " + task.status())
                .containsExactly("b QUEUED", "a COMPLETED");
        assertThat(log(0)).isEqualTo(before);
    }

    @Test
    void repetitionThatIsTooLargeForAReplySaysSo() {
        Run run = createRun();
        List<TaskDraft> tasks =
                IntStream.range(0, 100).mapToObj(i -> node("t" + i)).toList();
        EnqueueTasksRequest request =
                EnqueueTasksRequest.builder(run.id(), tasks).clientToken("once").build();
        assertThat(orchestrator.enqueueTasks(request).truncated()).isFalse();
        orchestrator.transaction(on -> {
            for (int i = 0; i < tasks.size(); i++) {
                Claim claim = on.claimNextTask(
                                ClaimNextTaskRequest.builder("worker").build())
                        .claim()
                        .orElseThrow();
                on.failTask(FailTaskRequest.builder(claim.lease(), "x".repeat(Limits.MAX_ERROR_CHARACTERS))
                        .build());
            }
            return true;
        });

        EnqueueTasksResult again = orchestrator.enqueueTasks(request);

        assertThat(again.truncated()).isTrue();
        assertThat(again.tasks()).hasSizeBetween(30, 99);
    }

    @Test
    void answerOfTheLongestNamesFitsAReply() {
        Run run = createRun();
        List<TaskDraft> tasks = IntStream.range(0, Limits.MAX_TASKS_PER_GRAPH)
                .mapToObj(i -> TaskDraft.builder("\u0001".repeat(256))
                        .ref(i + "\u0001".repeat(250))
                        .key(i + "\u0001".repeat(250))
                        .build())
                .toList();

        EnqueueTasksResult result = orchestrator.enqueueTasks(
                EnqueueTasksRequest.builder(run.id(), tasks).build());

        assertThat(result.truncated()).isTrue();
        assertThat(result.tasks()).isNotEmpty();
        assertThat(result.idsByRef()).hasSize(Limits.MAX_TASKS_PER_GRAPH);
        assertThat(view(run).taskCounts()).containsEntry(TaskStatus.QUEUED, Limits.MAX_TASKS_PER_GRAPH);
    }

    @Test
    void tokenLeavesWithItsRun() {
        Run run = createRun();
        EnqueueTasksRequest request = EnqueueTasksRequest.builder(run.id(), List.of(node("a")))
                .clientToken("once")
                .build();
        orchestrator.enqueueTasks(request);
        finish("a");
        clock.advanceMillis(1);
        orchestrator.pruneRuns(PruneRunsRequest.builder(clock.instant()).build());

        Run another = createRun();
        assertThat(orchestrator
                        .enqueueTasks(EnqueueTasksRequest.builder(another.id(), List.of(node("a")))
                                .clientToken("once")
                                .build())
                        .replayed())
                .isFalse();
    }
}
