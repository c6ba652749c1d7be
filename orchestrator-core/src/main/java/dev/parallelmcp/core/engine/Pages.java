package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.model.Limits;
import dev.parallelmcp.core.store.Listing;
import dev.parallelmcp.core.store.Page;
import java.util.Optional;

/** The arithmetic of pages. */
final class Pages {

    private Pages() {}

    static Page of(Optional<Integer> limit, Optional<Integer> offset) {
        return new Page(limit.orElse(Limits.DEFAULT_PAGE_ITEMS), offset.orElse(0), Limits.MAX_PAGE_BYTES);
    }

    /** Where the next page begins, if there may be one and offsets reach that far. */
    static Optional<Integer> nextOffset(Page page, Listing<?> listing) {
        int next = page.offset() + listing.items().size();
        boolean more = listing.truncated() || listing.items().size() == page.limit();
        return more && next <= Limits.MAX_PAGE_OFFSET ? Optional.of(next) : Optional.empty();
    }
}
