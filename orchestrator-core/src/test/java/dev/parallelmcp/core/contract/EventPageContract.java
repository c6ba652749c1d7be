package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.Event;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.Limits;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.request.CancelRunRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.ListEventsSinceRequest;
import dev.parallelmcp.core.model.request.ListRunEventsRequest;
import dev.parallelmcp.core.model.request.PruneRunsRequest;
import dev.parallelmcp.core.model.result.EventPage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Following the log with a cursor. */
public abstract class EventPageContract extends NamedTaskContract {

    @Test
    void emptyLogAnswersTheCursorItWasGiven() {
        assertThat(since(ListEventsSinceRequest.builder())).isEqualTo(new EventPage(List.of(), 0, false));
        assertThat(since(ListEventsSinceRequest.builder().afterId(7)).nextCursor())
                .isEqualTo(7);
    }

    @Test
    void endOfTheLogIsTheCursorBehindEverythingWhoeverMaySeeIt() {
        assertThat(orchestrator.waiting().endOfEvents()).isZero();
        Run run = createRun();
        add(run, "t");
        long end = orchestrator.waiting().endOfEvents();
        assertThat(end).isEqualTo(since(ListEventsSinceRequest.builder()).nextCursor());
        try (Orchestrator pinned =
                Orchestrator.builder(open(clock)).namespace("other").build()) {
            assertThat(pinned.waiting().endOfEvents()).isEqualTo(end);
        }

        add(run, "u");

        assertThat(since(ListEventsSinceRequest.builder().afterId(end)).events())
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.taskId()).contains("u"));
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepetition() {
        Run run = createRun();
        for (int i = 0; i < 25; i++) {
            add(run, "t" + i);
        }
        List<Event> all = log(0);
        List<Event> paged = new ArrayList<>();
        long cursor = 0;
        for (int i = 0; i < 4; i++) {
            EventPage page =
                    since(ListEventsSinceRequest.builder().afterId(cursor).limit(7));
            assertThat(page.nextCursor())
                    .isEqualTo(page.events().get(page.events().size() - 1).id());
            assertThat(page.truncated()).isFalse();
            paged.addAll(page.events());
            cursor = page.nextCursor();
        }

        assertThat(paged).hasSize(27).isEqualTo(all);
        EventPage end = since(ListEventsSinceRequest.builder().afterId(cursor));
        assertThat(end).isEqualTo(new EventPage(List.of(), cursor, false));
    }

    @Test
    void pageHoldsFiftyEventsUnlessSaidOtherwise() {
        Run run = createRun();
        for (int i = 0; i < 60; i++) {
            add(run, "t" + i);
        }

        assertThat(since(ListEventsSinceRequest.builder()).events()).hasSize(50);
        assertThat(ofRun(ListRunEventsRequest.builder(run.id())).events()).hasSize(50);
    }

    @Test
    void eventsOfOneRunAreItsOwn() {
        Run run = createRun();
        Run other = createRun();
        add(run, "a");
        add(other, "b");
        add(run, "c");

        EventPage page = ofRun(ListRunEventsRequest.builder(run.id()));

        assertThat(page.events())
                .extracting(Event::eventType)
                .containsExactly(
                        EventType.RUN_CREATED,
                        EventType.TASK_ENQUEUED,
                        EventType.RUN_STATUS_CHANGED,
                        EventType.TASK_ENQUEUED);
        assertThat(page.events()).extracting(Event::runId).containsOnly(run.id());
        assertThat(since(ListEventsSinceRequest.builder().runId(run.id())).events())
                .isEqualTo(page.events());
    }

    @Test
    void eventsOfOneRunHaveACursorToo() {
        Run run = createRun();
        Run other = createRun();
        for (int i = 0; i < 5; i++) {
            add(run, "a" + i);
            add(other, "b" + i);
        }
        List<Event> all = ofRun(ListRunEventsRequest.builder(run.id())).events();

        EventPage first = ofRun(ListRunEventsRequest.builder(run.id()).limit(4));
        EventPage second = ofRun(ListRunEventsRequest.builder(run.id()).limit(4).afterId(first.nextCursor()));
        EventPage third = ofRun(ListRunEventsRequest.builder(run.id()).afterId(second.nextCursor()));

        assertThat(first.events()).isEqualTo(all.subList(0, 4));
        assertThat(second.events()).isEqualTo(all.subList(4, 7));
        assertThat(third.events()).isEmpty();
        assertThat(third.nextCursor()).isEqualTo(second.nextCursor());
    }

    @Test
    void filterByTypeShowsThoseTypesInOrder() {
        Run run = createRun();
        add(run, "a");
        add(run, "b");
        finish("a");
        finish("b");

        EventPage page = since(
                ListEventsSinceRequest.builder().eventTypes(List.of(EventType.TASK_COMPLETED, EventType.RUN_CREATED)));

        assertThat(page.events())
                .extracting(Event::eventType)
                .containsExactly(EventType.RUN_CREATED, EventType.TASK_COMPLETED, EventType.TASK_COMPLETED);
        assertThat(page.nextCursor()).isEqualTo(mark());
    }

    @Test
    void cursorOfAnEmptyFilteredPageHasMovedPastWhatWasExamined() {
        Run run = createRun();
        add(run, "a");
        finish("a");

        EventPage page = since(ListEventsSinceRequest.builder().eventTypes(List.of(EventType.RUN_CLOSED)));

        assertThat(page.events()).isEmpty();
        assertThat(page.nextCursor()).isEqualTo(mark());
    }

    @Test
    void cursorOfAFullFilteredPageIsItsLastEvent() {
        Run run = createRun();
        for (int i = 0; i < 5; i++) {
            add(run, "t" + i);
            finish("t" + i);
            run = createRun();
        }
        List<Event> completed = since(ListEventsSinceRequest.builder().eventTypes(List.of(EventType.TASK_COMPLETED)))
                .events();

        EventPage first = since(ListEventsSinceRequest.builder()
                .eventTypes(List.of(EventType.TASK_COMPLETED))
                .limit(2));
        EventPage second = since(ListEventsSinceRequest.builder()
                .eventTypes(List.of(EventType.TASK_COMPLETED))
                .limit(2)
                .afterId(first.nextCursor()));

        assertThat(first.nextCursor()).isEqualTo(completed.get(1).id());
        assertThat(first.events()).isEqualTo(completed.subList(0, 2));
        assertThat(second.events()).isEqualTo(completed.subList(2, 4));
    }

    @Test
    void filterByTypeAndRunCombine() {
        Run run = createRun();
        Run other = createRun();
        add(run, "a");
        add(other, "b");
        long end = ofRun(ListRunEventsRequest.builder(run.id())).nextCursor();

        EventPage page =
                since(ListEventsSinceRequest.builder().runId(run.id()).eventTypes(List.of(EventType.TASK_ENQUEUED)));

        assertThat(page.events()).extracting(event -> event.taskId().orElse("")).containsExactly("a");
        assertThat(page.nextCursor()).isEqualTo(end);
    }

    @Test
    void filteredPageExaminesTenThousandEventsAtMost() {
        Run run = createRun();
        enqueueMany(run, Limits.MAX_EVENTS_EXAMINED);
        Run last = createRun();
        orchestrator.cancelRun(CancelRunRequest.builder(last.id()).build());
        ListEventsSinceRequest.Builder cancelled =
                ListEventsSinceRequest.builder().eventTypes(List.of(EventType.RUN_CANCELLED));

        EventPage first = since(cancelled);
        EventPage second = since(cancelled.afterId(first.nextCursor()));

        assertThat(first.events()).isEmpty();
        assertThat(since(ListEventsSinceRequest.builder()
                                .afterId(first.nextCursor() - 1)
                                .limit(1))
                        .events())
                .as("the cursor is an event that was examined")
                .extracting(Event::id)
                .containsExactly(first.nextCursor());
        assertThat(log(0).get(Limits.MAX_EVENTS_EXAMINED - 1).id()).isEqualTo(first.nextCursor());
        assertThat(second.events()).extracting(Event::runId).containsExactly(last.id());
    }

    @Test
    void largePageEndsEarlyAndItsCursorGoesOn() {
        enqueue(spec(createRun(), "a").maxAttempts(1_000));
        String error = "€".repeat(Limits.MAX_TEXT_CHARACTERS);
        for (int i = 0; i < 400; i++) {
            failRetryably(take("a"), error);
        }

        EventPage first = since(ListEventsSinceRequest.builder().limit(1_000));
        EventPage second = since(ListEventsSinceRequest.builder().limit(1_000).afterId(first.nextCursor()));

        assertThat(first.truncated()).isTrue();
        assertThat(first.events()).hasSizeBetween(100, 800);
        assertThat(first.nextCursor())
                .isEqualTo(first.events().get(first.events().size() - 1).id());
        assertThat(second.truncated()).isFalse();
        List<Event> both = new ArrayList<>(first.events());
        both.addAll(second.events());
        assertThat(both).hasSize(803).isEqualTo(log(0));
    }

    @Test
    void unknownRunIsRefused() {
        OrchestratorException refusal =
                refused(ErrorCode.RECORD_NOT_FOUND, () -> ofRun(ListRunEventsRequest.builder("run_none")));
        refused(
                ErrorCode.RECORD_NOT_FOUND,
                () -> since(ListEventsSinceRequest.builder().runId("run_none")));

        assertThat(refusal.ids()).containsEntry("runId", "run_none");
    }

    @Test
    void idsAreNeverReusedAfterPruneAndRestart() {
        Run run = createRun();
        orchestrator.cancelRun(CancelRunRequest.builder(run.id()).build());
        long mark = mark();
        clock.advanceMillis(1);
        orchestrator.pruneRuns(PruneRunsRequest.builder(clock.instant()).build());
        assertThat(log(0)).isEmpty();
        restart();

        createRun();

        assertThat(log(0))
                .singleElement()
                .satisfies(event -> assertThat(event.id()).isGreaterThan(mark));
        assertThat(log(mark)).hasSize(1);
    }

    @Test
    void cursorAcrossPrunedEventsGoesOn() {
        Run first = createRun();
        long mark = mark();
        Run second = createRun();
        orchestrator.cancelRun(CancelRunRequest.builder(second.id()).build());
        clock.advanceMillis(1);
        orchestrator.pruneRuns(PruneRunsRequest.builder(clock.instant()).build());
        add(first, "a");

        assertThat(told(mark)).containsExactly("task.enqueued a", "run.status.changed active");
    }

    @Test
    void followerBesideRacingWritersMissesAndRepeatsNothing() throws Exception {
        int writers = 4;
        CountDownLatch done = new CountDownLatch(writers);
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        for (int i = 0; i < writers; i++) {
            threads.execute(() -> {
                try {
                    Run run = createRun();
                    for (int j = 0; j < 50; j++) {
                        enqueue(EnqueueTaskRequest.builder(run.id(), "any"));
                    }
                } finally {
                    done.countDown();
                }
            });
        }
        List<Event> followed = new ArrayList<>();
        long cursor = 0;
        boolean last = false;
        while (!last) {
            last = done.getCount() == 0;
            EventPage page =
                    since(ListEventsSinceRequest.builder().afterId(cursor).limit(1_000));
            followed.addAll(page.events());
            cursor = page.nextCursor();
        }
        threads.shutdown();

        assertThat(followed).isEqualTo(log(0)).hasSize(writers * 52);
    }

    /** In few transactions, for speed. */
    private void enqueueMany(Run run, int tasks) {
        int step = 1_000;
        for (int i = 0; i < tasks; i += step) {
            orchestrator.transaction(operations -> {
                for (int j = 0; j < step; j++) {
                    operations.enqueueTask(
                            EnqueueTaskRequest.builder(run.id(), "any").build());
                }
                return step;
            });
        }
    }

    private EventPage since(ListEventsSinceRequest.Builder request) {
        return orchestrator.listEventsSince(request.build());
    }

    private EventPage ofRun(ListRunEventsRequest.Builder request) {
        return orchestrator.listRunEvents(request.build());
    }
}
