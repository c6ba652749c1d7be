package dev.parallelmcp.server.bench;

import dev.parallelmcp.core.engine.Operations;
import dev.parallelmcp.core.model.Limits;
import dev.parallelmcp.core.model.request.ListEventsSinceRequest;
import dev.parallelmcp.core.model.result.EventPage;
import java.nio.file.Path;

/** Workers read a long log from its beginning, in the largest pages there are. */
final class EventPages implements Subject {

    static final int PAGE = Limits.MAX_PAGE_ITEMS;

    @Override
    public Sample measure(Path file, Load load) throws InterruptedException, BenchStoppedException {
        int page = Math.min(load.tasks(), PAGE);
        try (ProductDatabase database = ProductDatabase.open(file, load.durability())) {
            // Each leaves one event at least.
            database.enqueueReady(load.tasks());
            int pages = load.tasks() / page;
            return Workers.run(load.workers(), pages, worker -> new Reader(database.orchestrator(), page))
                    .weighted(page);
        }
    }

    /** Reads page after page. */
    private static final class Reader implements Workers.Operation {

        private final Operations operations;
        private final int page;
        private long cursor;

        Reader(Operations operations, int page) {
            this.operations = operations;
            this.page = page;
        }

        @Override
        public void run() throws BenchStoppedException {
            EventPage events = operations.listEventsSince(
                    ListEventsSinceRequest.builder().afterId(cursor).limit(page).build());
            if (events.events().size() != page) {
                throw new BenchStoppedException("a page of " + events.events().size() + " events instead of " + page);
            }
            cursor = events.nextCursor();
        }
    }
}
