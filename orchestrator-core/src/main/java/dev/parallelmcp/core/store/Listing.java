package dev.parallelmcp.core.store;

import java.util.List;

/**
 * Part of a list.
 *
 * @param truncated it ended because of {@link Page#maxBytes}
 */
public record Listing<T>(List<T> items, boolean truncated) {}
