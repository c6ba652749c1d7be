package dev.parallelmcp.server.mcp;

import java.util.List;

/**
 * What a value may become.
 *
 * @param values the most likely first, at most {@link #MAX_VALUES}
 * @param more there are others, or there may be
 */
public record Completion(List<String> values, boolean more) {

    /** The protocol allows no more. */
    public static final int MAX_VALUES = 100;

    /** Nothing can be said of the value. */
    public static final Completion NONE = new Completion(List.of(), false);

    public Completion {
        if (values.size() > MAX_VALUES) {
            throw new IllegalArgumentException("a completion has " + values.size() + " values");
        }
        values = List.copyOf(values);
    }
}
