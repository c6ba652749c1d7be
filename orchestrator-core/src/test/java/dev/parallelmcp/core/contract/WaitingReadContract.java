package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.Event;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.Limits;
import dev.parallelmcp.core.model.PauseStatus;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.CancelRunRequest;
import dev.parallelmcp.core.model.request.CloseRunRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.ListEventsSinceRequest;
import dev.parallelmcp.core.model.request.PruneRunsRequest;
import dev.parallelmcp.core.model.request.WaitForRunRequest;
import dev.parallelmcp.core.model.result.EventPage;
import dev.parallelmcp.core.model.result.WaitForRunResult;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Waiting for events and for the end of runs. */
public abstract class WaitingReadContract extends WaitingContract {

    @Test
    void waitingReaderGetsTheNextEvent() {
        Run run = createRun();
        Waiting<EventPage> page = waitingPage(ListEventsSinceRequest.builder().afterId(lastEvent()));

        Task task = enqueue(run, "a");

        assertThat(page.answer().events().get(0).taskId()).contains(task.id());
        assertThat(page.answer().nextCursor())
                .isEqualTo(page.answer()
                        .events()
                        .get(page.answer().events().size() - 1)
                        .id());
    }

    @Test
    void waitingReaderGetsWhatAnotherUserOfTheStoreDoes() {
        Waiting<EventPage> page = waitingPage(ListEventsSinceRequest.builder().afterId(lastEvent()));

        try (Orchestrator other = Orchestrator.on(open(clock))) {
            other.createRun(CreateRunRequest.builder().id("r").build());
        }

        assertThat(page.answer().events()).extracting(Event::runId).containsOnly("r");
    }

    @Test
    void waitingReaderIsNotWokenByOtherTypesAndRuns() {
        Run run = createRun();
        Run other = createRun();
        Waiting<EventPage> page = waitingPage(ListEventsSinceRequest.builder()
                .afterId(lastEvent())
                .runId(run.id())
                .eventTypes(List.of(EventType.TASK_COMPLETED)));
        enqueue(run, "a");
        Claim claim = claim();
        enqueue(other, "b");
        complete(claim());
        assertGoesOnWaiting(page);

        complete(claim);

        assertThat(page.answer().events())
                .singleElement()
                .satisfies(event ->
                        assertThat(event.taskId()).contains(claim.task().id()));
    }

    @Test
    void waitForEventsThatBringsNoneEndsWithTheHighestIdExamined() {
        createRun();

        EventPage page = orchestrator.listEventsSince(ListEventsSinceRequest.builder()
                .eventTypes(List.of(EventType.TASK_COMPLETED))
                .waitMs(SHORT_MS)
                .build());

        assertThat(page).isEqualTo(new EventPage(List.of(), lastEvent(), false));
    }

    @Test
    void waitForTheEventsOfARunThatIsPrunedIsRefused() {
        Run run = createRun();
        close(run);
        Waiting<EventPage> page = waitingPage(
                ListEventsSinceRequest.builder().afterId(lastEvent()).runId(run.id()));

        prune();

        assertNotFound(page);
    }

    @Test
    void waitForARunEndsWhenItHasEnded() {
        Run run = createRun();
        enqueue(run, "a");
        Claim claim = claim();
        Waiting<WaitForRunResult> end = waitingFor(run);

        complete(claim);

        assertThat(end.answer().done()).isTrue();
        assertThat(end.answer().run().status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(end.answer().taskCounts()).containsEntry(TaskStatus.COMPLETED, 1);
    }

    @Test
    void waitForARunEndsWhenItCannotGoOnByItself() {
        Run run = createRun();
        enqueue(run, "a");
        Claim claim = claim();
        Waiting<WaitForRunResult> end = waitingFor(run);

        pause(claim, PauseStatus.WAITING_INPUT);

        assertThat(end.answer().done()).isFalse();
        assertThat(end.answer().run().status()).isEqualTo(RunStatus.WAITING);
    }

    @Test
    void waitForARunThatHasEndedOrWaitsIsAnsweredAtOnce() {
        Run ended = createRun();
        close(ended);
        Run stalled = createRun();
        enqueue(stalled, "a");
        pause(claim(), PauseStatus.BLOCKED);

        assertThat(orchestrator.waitForRun(new WaitForRunRequest(ended.id())).done())
                .isTrue();
        assertThat(orchestrator.waitForRun(new WaitForRunRequest(stalled.id())).done())
                .isFalse();
    }

    @Test
    void waitForARunThatGoesOnEndsWithItsTime() {
        Run run = createRun();
        enqueue(run, "a");

        WaitForRunResult result = orchestrator.waitForRun(new WaitForRunRequest(run.id(), SHORT_MS));

        assertThat(result.done()).isFalse();
        assertThat(result.run().status()).isEqualTo(RunStatus.ACTIVE);
        assertThat(result.taskCounts()).containsEntry(TaskStatus.QUEUED, 1);
    }

    @Test
    void askingForARunWithoutAWaitDoesNotWait() {
        Run run = createRun();
        enqueue(run, "a");
        Waiter caller = caller();

        WaitForRunResult result =
                Waiter.answer(orchestrator.waiting().waitForRun(new WaitForRunRequest(run.id(), 0), caller));

        assertThat(result.done()).isFalse();
        assertThat(caller.waits()).isZero();
    }

    @Test
    void readerFindsWhatLiesBehindMoreEventsThanOneLookExamines() {
        Run run = createRun();
        Waiting<EventPage> page = waitingPage(
                ListEventsSinceRequest.builder().afterId(lastEvent()).eventTypes(List.of(EventType.RUN_CLOSED)));
        orchestrator.transaction(operations -> {
            for (int i = 0; i <= Limits.MAX_EVENTS_EXAMINED; i++) {
                operations.enqueueTask(EnqueueTaskRequest.builder(run.id(), "a").build());
            }
            operations.closeRun(CloseRunRequest.builder(run.id()).build());
            return null;
        });

        assertThat(page.answer().events()).extracting(Event::eventType).containsExactly(EventType.RUN_CLOSED);
    }

    @Test
    void waitingForARunTellsHowManyOfItsTasksHaveEnded() {
        Run run = createRun();
        enqueue(run, "a");
        enqueue(run, "b");
        enqueue(run, "c");
        Waiting<WaitForRunResult> end = waitingFor(run);
        await(() -> end.caller().progress().equals(List.of(List.of(0, 3))));

        complete(claim());
        await(() -> end.caller().progress().size() == 2);
        fail(claim());
        await(() -> end.caller().progress().size() == 3);
        complete(claim());

        assertThat(end.answer().done()).isTrue();
        assertThat(end.caller().progress())
                .startsWith(List.of(0, 3), List.of(1, 3), List.of(2, 3))
                .doesNotHaveDuplicates();
    }

    @Test
    void callerWhoFailsWhenToldOfProgressDisturbsNobodyAndIsAnswered() {
        Run run = createRun();
        enqueue(run, "a");
        Waiter grumpy = caller();
        grumpy.refuseToBeTold();
        CompletionStage<WaitForRunResult> end =
                orchestrator.waiting().waitForRun(new WaitForRunRequest(run.id(), LONG_MS), grumpy);
        Waiting<WaitForRunResult> other = waitingFor(run);
        await(() -> grumpy.progress().size() == 1 && other.caller().progress().size() == 1);

        complete(claim());

        assertThat(Waiter.answer(end).done()).isTrue();
        assertThat(other.answer().done()).isTrue();
    }

    @Test
    void waitForARunThatIsPrunedIsRefused() {
        Run run = createRun();
        enqueue(run, "a");
        Waiting<WaitForRunResult> end = waitingFor(run);

        // Ended and gone in one step, as when another process has done both between two looks.
        orchestrator.transaction(operations -> {
            operations.cancelRun(CancelRunRequest.builder(run.id()).build());
            return operations.pruneRuns(
                    PruneRunsRequest.builder(clock.instant().plusSeconds(1)).build());
        });

        assertNotFound(end);
    }

    private Waiting<EventPage> waitingPage(ListEventsSinceRequest.Builder request) {
        return waiting(caller ->
                orchestrator.waiting().listEventsSince(request.waitMs(LONG_MS).build(), caller));
    }

    private Waiting<WaitForRunResult> waitingFor(Run run) {
        return waiting(caller -> orchestrator.waiting().waitForRun(new WaitForRunRequest(run.id(), LONG_MS), caller));
    }

    private long lastEvent() {
        return orchestrator
                .listEventsSince(ListEventsSinceRequest.builder().limit(1_000).build())
                .nextCursor();
    }

    private void prune() {
        orchestrator.pruneRuns(
                PruneRunsRequest.builder(clock.instant().plusSeconds(1)).build());
    }

    private static void assertNotFound(Waiting<?> waiting) {
        assertThatThrownBy(waiting::answer)
                .isInstanceOfSatisfying(
                        OrchestratorException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.RECORD_NOT_FOUND));
    }
}
