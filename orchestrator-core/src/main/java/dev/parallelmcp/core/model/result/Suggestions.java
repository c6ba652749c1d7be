package dev.parallelmcp.core.model.result;

import java.util.List;

/**
 * What may be meant by the beginning of a text.
 *
 * @param values each once
 * @param more there are others, or there may be
 */
public record Suggestions(List<String> values, boolean more) {

    public Suggestions {
        values = List.copyOf(values);
    }
}
