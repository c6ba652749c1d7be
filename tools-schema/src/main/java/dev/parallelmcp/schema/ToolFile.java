package dev.parallelmcp.schema;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns the content of one tool file into a {@link ToolSpec}, or says what is wrong with it. */
final class ToolFile {

    private static final Set<String> FIELDS =
            Set.of("name", "title", "description", "sets", "annotations", "inputSchema", "outputSchema");
    private static final Set<String> HINTS =
            Set.of("readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint");

    private final String path;
    private final Map<String, Object> content;

    ToolFile(String path, Map<String, Object> content) {
        this.path = path;
        this.content = content;
    }

    /** @throws IllegalStateException when a field is missing, of the wrong type, or unknown; its message names both */
    ToolSpec toSpec() {
        requireOnly(FIELDS, content);
        return new ToolSpec(
                text("name"),
                text("title"),
                text("description"),
                annotations(),
                sets(),
                JsonValues.freeze(object("inputSchema")),
                JsonValues.freeze(object("outputSchema")));
    }

    private ToolAnnotations annotations() {
        Map<?, ?> hints = object("annotations");
        requireOnly(HINTS, hints);
        return new ToolAnnotations(
                hint(hints, "readOnlyHint"),
                hint(hints, "destructiveHint"),
                hint(hints, "idempotentHint"),
                hint(hints, "openWorldHint"));
    }

    private Set<Toolset> sets() {
        if (!(content.get("sets") instanceof List<?> names)) {
            throw wrong("sets", "an array of toolsets");
        }
        Set<Toolset> sets = EnumSet.noneOf(Toolset.class);
        for (Object name : names) {
            sets.add(Toolset.find(String.valueOf(name))
                    .filter(set -> set != Toolset.ALL)
                    .orElseThrow(() -> wrong("sets", "worker, planner or operator")));
        }
        return sets;
    }

    private String text(String field) {
        if (content.get(field) instanceof String text && !text.isBlank()) {
            return text;
        }
        throw wrong(field, "a text");
    }

    private Map<?, ?> object(String field) {
        if (content.get(field) instanceof Map<?, ?> object) {
            return object;
        }
        throw wrong(field, "an object");
    }

    private boolean hint(Map<?, ?> hints, String field) {
        if (hints.get(field) instanceof Boolean hint) {
            return hint;
        }
        throw wrong(field, "true or false");
    }

    private void requireOnly(Set<String> allowed, Map<?, ?> object) {
        for (Object key : object.keySet()) {
            if (!allowed.contains(key)) {
                throw new IllegalStateException("schema file " + path + " has the unknown field " + key);
            }
        }
    }

    private IllegalStateException wrong(String field, String expected) {
        return new IllegalStateException("schema file " + path + " needs " + field + " to be " + expected);
    }
}
