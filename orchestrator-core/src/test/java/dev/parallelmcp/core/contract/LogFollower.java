package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.engine.Operations;
import dev.parallelmcp.core.model.Event;
import dev.parallelmcp.core.model.Limits;
import dev.parallelmcp.core.model.request.ListEventsSinceRequest;
import dev.parallelmcp.core.model.result.EventPage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Follows the log with a cursor while others write it. Not thread-safe. */
final class LogFollower {

    /** Small, so that there are many ends of pages; and no divisor of the other, so that these fall elsewhere. */
    private static final int PAGE_OF_THE_FOLLOWER = 97;

    private final Operations on;
    private final Set<Long> seen = new HashSet<>();
    private long cursor;

    LogFollower(Operations on) {
        this.on = on;
    }

    /** Reads on to the end: nothing comes twice or out of order. */
    void follow() {
        EventPage page = pageAfter(cursor, PAGE_OF_THE_FOLLOWER);
        while (!page.events().isEmpty()) {
            List<Long> ids = page.events().stream().map(Event::id).toList();
            assertThat(ids).isSorted().allMatch(seen::add);
            assertThat(page.nextCursor()).isGreaterThanOrEqualTo(ids.get(ids.size() - 1));
            cursor = page.nextCursor();
            page = pageAfter(cursor, PAGE_OF_THE_FOLLOWER);
        }
    }

    /** Whatever somebody finds who reads the log from its beginning, now that nobody writes any more, had come. */
    void requireNothingMissed() {
        long from = 0;
        EventPage page = pageAfter(from, Limits.MAX_PAGE_ITEMS);
        while (!page.events().isEmpty()) {
            assertThat(page.events()).extracting(Event::id).allMatch(seen::contains);
            from = page.nextCursor();
            page = pageAfter(from, Limits.MAX_PAGE_ITEMS);
        }
    }

    private EventPage pageAfter(long afterId, int limit) {
        return on.listEventsSince(
                ListEventsSinceRequest.builder().afterId(afterId).limit(limit).build());
    }
}
