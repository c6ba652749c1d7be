package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.error.Refusal;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.Event;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.TaskSummary;
import dev.parallelmcp.core.model.TaskView;
import dev.parallelmcp.core.model.request.CancelTaskRequest;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.ClaimTasksRequest;
import dev.parallelmcp.core.model.request.CompleteTaskRequest;
import dev.parallelmcp.core.model.request.CompleteTasksRequest;
import dev.parallelmcp.core.model.request.Completion;
import dev.parallelmcp.core.model.result.CompletionOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Several tasks are completed in one call, each as if by itself, whatever becomes of the others. */
public abstract class CompletionBatchContract extends NamedTaskContract {

    private List<CompletionOutcome> completeAll(List<Completion> completions) {
        return orchestrator
                .completeTasks(
                        CompleteTasksRequest.builder("worker", completions).build())
                .results();
    }

    private static Completion of(Claim claim) {
        return Completion.builder(claim.lease()).build();
    }

    /** One completion for each way to be refused. */
    private List<Completion> refused(Run run) {
        for (String id : List.of("cancelled", "expired", "again", "ended", "large", "large_too")) {
            add(run, id);
        }
        Claim expired = claim(
                ClaimNextTaskRequest.builder("worker").kinds(List.of("expired")).leaseMs(1));
        clock.advanceMillis(1);
        Claim cancelled = take("cancelled");
        orchestrator.cancelTask(CancelTaskRequest.builder("cancelled").build());
        Claim again = take("again");
        release(again);
        take("again");
        Claim ended = take("ended");
        complete(ended);
        Json large = Json.of("{\"x\":\"" + "x".repeat(1 << 20) + "\"}");
        return List.of(
                Completion.builder("task_none", "lease_none").build(),
                Completion.builder("large", "lease_none").build(),
                of(expired),
                of(cancelled),
                of(again),
                of(ended),
                Completion.builder(take("large").lease()).output(large).build(),
                Completion.builder(take("large_too").lease()).metadata(large).build());
    }

    private static final List<ErrorCode> REFUSALS = List.of(
            ErrorCode.RECORD_NOT_FOUND,
            ErrorCode.LEASE_CONFLICT,
            ErrorCode.LEASE_EXPIRED,
            ErrorCode.TASK_CANCELLED,
            ErrorCode.LEASE_CONFLICT,
            ErrorCode.INVALID_TRANSITION,
            ErrorCode.PAYLOAD_TOO_LARGE,
            ErrorCode.PAYLOAD_TOO_LARGE);

    @Test
    void eachIsCompletedAsByItself() {
        Run run = createRun();
        add(run, "a");
        add(run, "b");
        add(run, "after", "a", "b");
        Claim a = take("a");
        Claim b = take("b");
        long mark = mark();

        List<CompletionOutcome> outcomes = completeAll(List.of(
                Completion.builder(b.lease())
                        .output(Json.of("[1]"))
                        .metadata(Json.of("{\"m\":1}"))
                        .build(),
                of(a)));

        assertThat(outcomes).extracting(CompletionOutcome::taskId).containsExactly("b", "a");
        assertThat(outcomes).extracting(outcome -> outcome.task().orElseThrow()).containsExactly(task("b"), task("a"));
        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.error()).isEmpty());
        assertThat(task("b").output()).contains(Json.of("[1]"));
        assertThat(attempts("b").get(0).metadata()).contains(Json.of("{\"m\":1}"));
        assertThat(task("a").output()).isEmpty();
        assertThat(told(mark)).containsExactly("task.completed b", "task.completed a");
        assertThat(tryTake("after")).isPresent();
    }

    @Test
    void runEndsOnceAfterTheLastOfThem() {
        Run run = createRun();
        add(run, "a");
        add(run, "b");
        List<Completion> completions = List.of(of(take("a")), of(take("b")));
        long mark = mark();

        completeAll(completions);

        assertThat(told(mark)).containsExactly("task.completed a", "task.completed b", "run.status.changed completed");
        assertThat(status(run)).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void tasksOfSeveralRunsAreCompletedTogether() {
        Run one = createRun();
        Run two = createRun();
        add(one, "a");
        add(two, "b");
        completeAll(List.of(of(take("a")), of(take("b"))));
        assertThat(List.of(status(one), status(two))).containsOnly(RunStatus.COMPLETED);
    }

    @Test
    void callThatOnlyIsRefusedIsAnsweredAndChangesNothing() {
        List<Completion> completions = refused(createRun());
        changesNothing(() -> assertThat(completeAll(completions))
                .extracting(outcome -> outcome.error().orElseThrow().code())
                .containsExactlyElementsOf(REFUSALS));
    }

    @Test
    void eachIsRefusedInTheWordsOfItsOwnCall() {
        List<Completion> completions = refused(createRun());
        List<CompletionOutcome> outcomes = completeAll(completions);
        for (int i = 0; i < completions.size(); i++) {
            Completion completion = completions.get(i);
            CompleteTaskRequest.Builder single =
                    CompleteTaskRequest.builder(completion.taskId(), completion.leaseId(), "worker");
            completion.output().ifPresent(single::output);
            completion.metadata().ifPresent(single::metadata);
            OrchestratorException refusal =
                    catchThrowableOfType(OrchestratorException.class, () -> orchestrator.completeTask(single.build()));
            assertThat(outcomes.get(i)).isEqualTo(CompletionOutcome.refused(completion.taskId(), Refusal.of(refusal)));
        }
    }

    /** Once with those that are refused between them and once without, both from the same state. */
    @Test
    void refusedOnesLeaveTheOthersAndTheWholeStoreAsIfTheyWereNotThere() {
        Run run = createRun();
        List<Completion> bad = refused(run);
        add(run, "a");
        add(run, "b");
        add(run, "after", "a", "b");
        List<Completion> good = List.of(of(take("a")), of(take("b")));
        List<Completion> mixed = new ArrayList<>(bad);
        mixed.addAll(3, good);

        Picture without = imagine(good);
        List<CompletionOutcome> outcomes = completeAll(mixed);

        assertThat(outcomes)
                .extracting(CompletionOutcome::taskId)
                .containsExactlyElementsOf(
                        mixed.stream().map(Completion::taskId).toList());
        assertThat(outcomes.stream()
                        .filter(outcome -> outcome.task().isPresent())
                        .map(CompletionOutcome::taskId))
                .containsExactly("a", "b");
        assertThat(numbered(picture())).isEqualTo(numbered(without));
    }

    /** With its events counted from one: a store may leave out the ids that a rolled back transaction was given. */
    private static Picture numbered(Picture picture) {
        List<Event> events = new ArrayList<>();
        for (Event event : picture.events()) {
            events.add(new Event(
                    events.size() + 1L,
                    event.runId(),
                    event.taskId(),
                    event.attemptId(),
                    event.eventType(),
                    event.payload(),
                    event.createdAt()));
        }
        return new Picture(picture.runs(), picture.tasks(), picture.outputs(), events);
    }

    /** What the database would look like; it is rolled back. */
    private Picture imagine(List<Completion> completions) {
        Picture before = picture();
        List<Picture> pictures = new ArrayList<>();
        assertThat(catchThrowableOfType(
                        RolledBack.class,
                        () -> orchestrator.transaction(on -> {
                            on.completeTasks(CompleteTasksRequest.builder("worker", completions)
                                    .build());
                            pictures.add(picture(on));
                            throw new RolledBack();
                        })))
                .isNotNull();
        assertThat(picture()).isEqualTo(before);
        return pictures.get(0);
    }

    private static final class RolledBack extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void taskThatIsNamedTwiceIsCompletedOnceAndThenToldToHaveEnded() {
        Run run = createRun();
        add(run, "a");
        Claim claim = take("a");
        List<CompletionOutcome> outcomes = completeAll(List.of(
                Completion.builder("a", "lease_none").build(),
                Completion.builder(claim.lease()).output(Json.of("1")).build(),
                Completion.builder(claim.lease()).output(Json.of("2")).build()));

        assertThat(outcomes.get(0).error().orElseThrow().code()).isEqualTo(ErrorCode.LEASE_CONFLICT);
        assertThat(outcomes.get(1).task().orElseThrow().status()).isEqualTo(TaskStatus.COMPLETED);
        assertThat(outcomes.get(2).error().orElseThrow().code()).isEqualTo(ErrorCode.INVALID_TRANSITION);
        assertThat(task("a").output()).contains(Json.of("1"));
        assertThat(attempts("a")).hasSize(1);
    }

    @Test
    void anotherWorkersTasksAreRefused() {
        Run run = createRun();
        add(run, "a");
        Claim claim = take("a");
        changesNothing(() -> assertThat(orchestrator
                        .completeTasks(CompleteTasksRequest.builder("somebody else", List.of(of(claim)))
                                .build())
                        .results()
                        .get(0)
                        .error()
                        .orElseThrow()
                        .code())
                .isEqualTo(ErrorCode.LEASE_CONFLICT));
    }

    @Test
    void answerThatGrowsTooLargeShowsTheRestInShort() {
        Run run = createRun();
        Json large = Json.of("\"" + "x".repeat(1_000_000) + "\"");
        orchestrator.transaction(on -> IntStream.range(0, 6)
                .mapToObj(i -> on.enqueueTask(spec(run, "t" + i).build()))
                .toList());
        List<Completion> completions =
                orchestrator.claimTasks(ClaimTasksRequest.builder("worker", 6).build()).claims().stream()
                        .map(claim ->
                                Completion.builder(claim.lease()).output(large).build())
                        .toList();

        List<TaskView> tasks = completeAll(completions).stream()
                .map(outcome -> outcome.task().orElseThrow())
                .toList();

        // Each output stands in a reply twice.
        assertThat(tasks.subList(0, 4)).allSatisfy(task -> assertThat(task).isEqualTo(task(task.id())));
        assertThat(tasks.get(0)).isInstanceOf(Task.class);
        assertThat(tasks.subList(4, 6)).allSatisfy(task -> {
            assertThat(task).isInstanceOf(TaskSummary.class);
            assertThat(task.status()).isEqualTo(TaskStatus.COMPLETED);
            assertThat(task(task.id()).output()).contains(large);
        });
        assertThat(view(run).taskCounts()).containsEntry(TaskStatus.COMPLETED, 6);
    }
}
