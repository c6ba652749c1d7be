package dev.parallelmcp.schema;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * One tool as it is listed. Immutable, its schemas in all their depth, and safe to share between threads.
 *
 * @param name the tool's name in snake_case
 * @param title the name for people
 * @param description for the model: when to use it, what must hold, what comes next
 * @param annotations what a client may assume
 * @param sets the toolsets its file names, in their order; ask {@link Toolset#offers} who gets it. Not sent to clients
 * @param inputSchema a JSON Schema (2020-12) without references, keys in the order of the file
 * @param outputSchema the same for the result: the declared fields, or {@code error}
 */
public record ToolSpec(
        String name,
        String title,
        String description,
        ToolAnnotations annotations,
        Set<Toolset> sets,
        Map<String, Object> inputSchema,
        Map<String, Object> outputSchema) {

    public ToolSpec {
        EnumSet<Toolset> ordered = EnumSet.noneOf(Toolset.class);
        ordered.addAll(sets);
        sets = Collections.unmodifiableSet(ordered);
        inputSchema = JsonValues.freeze(inputSchema);
        outputSchema = JsonValues.freeze(outputSchema);
    }

    /** The same tool, described in other words. */
    public ToolSpec withDescription(String words) {
        return words.equals(description)
                ? this
                : new ToolSpec(name, title, words, annotations, sets, inputSchema, outputSchema);
    }
}
