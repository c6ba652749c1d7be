package dev.parallelmcp.core.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.model.Event;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.result.EventPage;
import dev.parallelmcp.core.store.EventDraft;
import dev.parallelmcp.core.store.EventQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A consumer that passes nextCursor on misses nothing, repeats nothing and never stands still. */
class EventLogTest {
    private static final Optional<String> NONE = Optional.empty();
    private static final int ENOUGH_BYTES = 1_000_000;
    private static final int EVENTS = 100;
    private static final EventType RARE = EventType.RUN_CANCELLED;

    private final SqliteStore store = SqliteStore.inMemory();

    /** Events 1 to 100, of two runs in turn; every tenth is of the rare type. */
    @BeforeEach
    void writeEvents() {
        store.write(transaction -> {
            transaction.runs().insert(Rows.run("run0", "a"));
            transaction.runs().insert(Rows.run("run1", "b"));
            for (int i = 1; i <= EVENTS; i++) {
                transaction
                        .events()
                        .append(new EventDraft(
                                i % 2 == 0 ? "a" : "b",
                                "run" + i % 2,
                                null,
                                null,
                                i % 10 == 0 ? RARE : EventType.TASK_ENQUEUED,
                                Json.trusted("{\"i\":" + i + "}"),
                                Rows.NOW));
            }
            return true;
        });
    }

    @AfterEach
    void close() {
        store.close();
    }

    private EventPage page(EventQuery query) {
        return store.read(transaction -> transaction.events().list(query));
    }

    private static List<Long> ids(EventPage page) {
        return page.events().stream().map(Event::id).toList();
    }

    private static EventQuery query(
            Optional<String> namespace, Optional<String> run, List<EventType> types, long after, int examined) {
        return new EventQuery(namespace, run, types, after, 7, examined, ENOUGH_BYTES);
    }

    /** Follows the cursor to the end. */
    private List<Long> follow(Optional<String> namespace, Optional<String> run, List<EventType> types) {
        List<Long> ids = new ArrayList<>();
        long cursor = 0;
        while (true) {
            EventPage page = page(query(namespace, run, types, cursor, 9));
            ids.addAll(ids(page));
            if (page.nextCursor() == cursor) {
                return ids;
            }
            cursor = page.nextCursor();
        }
    }

    private static List<Long> expected(int step, int remainder) {
        return LongStream.rangeClosed(1, EVENTS)
                .filter(id -> id % step == remainder)
                .boxed()
                .toList();
    }

    @Test
    void followingTheCursorSeesEveryEventOnce() {
        assertThat(follow(NONE, NONE, List.of())).isEqualTo(expected(1, 0));
        assertThat(follow(Optional.of("a"), NONE, List.of())).isEqualTo(expected(2, 0));
        assertThat(follow(NONE, Optional.of("run1"), List.of())).isEqualTo(expected(2, 1));
        assertThat(follow(Optional.of("b"), Optional.of("run1"), List.of())).isEqualTo(expected(2, 1));
        assertThat(follow(NONE, NONE, List.of(RARE))).isEqualTo(expected(10, 0));
        assertThat(follow(Optional.of("a"), NONE, List.of(RARE))).isEqualTo(expected(10, 0));
        assertThat(follow(Optional.of("b"), NONE, List.of(RARE))).isEmpty();
        assertThat(follow(NONE, Optional.of("run0"), List.of(RARE, EventType.TASK_ENQUEUED)))
                .isEqualTo(expected(2, 0));
    }

    @Test
    void aRunIsNotSeenFromAnotherNamespace() {
        EventPage page = page(query(Optional.of("b"), Optional.of("run0"), List.of(), 5, 100));
        assertThat(page.events()).isEmpty();
        assertThat(page.nextCursor()).isEqualTo(5);
    }

    @Test
    void cursorIsTheHighestIdExaminedWhenNothingMatches() {
        EventPage page = page(query(NONE, NONE, List.of(EventType.RUN_CLOSED), 10, 30));
        assertThat(page.events()).isEmpty();
        assertThat(page.nextCursor()).isEqualTo(40);
        assertThat(page(query(NONE, NONE, List.of(EventType.RUN_CLOSED), 90, 30))
                        .nextCursor())
                .isEqualTo(100);
    }

    @Test
    void cursorIsTheLastEventWhenThePageIsFull() {
        EventPage page = page(query(NONE, NONE, List.of(RARE), 0, 1_000));
        assertThat(ids(page)).containsExactly(10L, 20L, 30L, 40L, 50L, 60L, 70L);
        assertThat(page.nextCursor()).isEqualTo(70);
    }

    @Test
    void cursorStaysAtTheEnd() {
        assertThat(page(query(NONE, NONE, List.of(), 100, 10)).nextCursor()).isEqualTo(100);
        assertThat(page(query(NONE, NONE, List.of(), 5_000, 10)).nextCursor()).isEqualTo(5_000);
    }

    @Test
    void aPageThatGrowsTooLargeEndsEarlyAndGoesOn() {
        EventQuery query = new EventQuery(NONE, NONE, List.of(), 0, 50, 50, 5_000);
        EventPage page = page(query);
        assertThat(page.truncated()).isTrue();
        assertThat(ids(page)).containsExactly(1L, 2L);
        assertThat(page.nextCursor()).isEqualTo(2);
        EventPage smallest = page(new EventQuery(NONE, NONE, List.of(), 2, 50, 50, 0));
        assertThat(ids(smallest)).containsExactly(3L);
    }

    @Test
    void idsAndFencingTokensAreNotGivenTwiceAfterADeletion() {
        store.write(transaction -> {
            transaction.attempts().insert(Rows.attempt(transaction.tasks().insert(Rows.task("t1", "run1")), "1"));
            transaction.runs().delete("run0");
            transaction.runs().delete("run1");
            transaction.runs().insert(Rows.run("run2"));
            var task = transaction.tasks().insert(Rows.task("t2", "run2"));
            assertThat(task.spec().seq()).isEqualTo(2);
            assertThat(transaction
                            .attempts()
                            .insert(Rows.attempt(task, "2"))
                            .lease()
                            .fencingToken())
                    .isEqualTo(2);
            assertThat(transaction.events().append(Rows.event("run2", RARE)).id())
                    .isEqualTo(EVENTS + 1);
            return true;
        });
    }
}
