package dev.parallelmcp.core.store.memory;

import dev.parallelmcp.core.store.Listing;
import dev.parallelmcp.core.store.PageBuilder;
import java.util.List;
import java.util.function.ToLongFunction;

/** The beginning of a list that fits into a reply. */
final class Listings {

    private Listings() {}

    static <T> Listing<T> of(List<? extends T> items, ToLongFunction<? super T> bytesOf, int maxBytes) {
        PageBuilder<T> page = new PageBuilder<>(maxBytes);
        for (T item : items) {
            if (!page.add(item, bytesOf.applyAsLong(item))) {
                break;
            }
        }
        return page.listing();
    }
}
