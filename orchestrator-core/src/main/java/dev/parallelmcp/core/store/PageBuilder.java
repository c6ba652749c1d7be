package dev.parallelmcp.core.store;

import java.util.ArrayList;
import java.util.List;

/** Collects the items of a page until they hold too many bytes. */
public final class PageBuilder<T> {
    private final int maxBytes;
    private final List<T> items = new ArrayList<>();
    private long bytes;
    private boolean truncated;

    public PageBuilder(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * Takes the item unless it would make the page too large; the first is always taken.
     *
     * @return false when the page ends here
     */
    public boolean add(T item, long itemBytes) {
        if (!items.isEmpty() && bytes + itemBytes > maxBytes) {
            truncated = true;
            return false;
        }
        items.add(item);
        bytes += itemBytes;
        return true;
    }

    public List<T> items() {
        return List.copyOf(items);
    }

    public boolean truncated() {
        return truncated;
    }

    public Listing<T> listing() {
        return new Listing<>(items(), truncated);
    }
}
