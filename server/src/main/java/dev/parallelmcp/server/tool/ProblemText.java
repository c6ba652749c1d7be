package dev.parallelmcp.server.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts a validator's finding into words: which field, what was given, what is allowed. */
final class ProblemText {

    private final String tool;
    private final Map<String, Object> schema;

    ProblemText(String tool, Map<String, Object> schema) {
        this.tool = tool;
        this.schema = schema;
    }

    String of(Error finding) {
        NodePath path = finding.getInstanceLocation();
        Map<?, ?> allowed = schemaAt(path);
        String field = name(path);
        return switch (Objects.requireNonNullElse(finding.getKeyword(), "")) {
            case "required" -> join(field, finding.getProperty()) + ": is required";
            case "additionalProperties" -> unknownField(field, finding.getProperty(), allowed);
            default ->
                orArguments(field) + ": given " + shown(finding.getInstanceNode()) + ", " + Allowed.text(allowed);
        };
    }

    private String unknownField(String parent, String given, Map<?, ?> allowed) {
        Set<?> known = allowed.get("properties") instanceof Map<?, ?> properties ? properties.keySet() : Set.of();
        String suggestion = NearestName.of(given, known)
                .map(name -> "; did you mean " + name + "?")
                .orElse("");
        String owner = parent.isEmpty() ? tool : parent;
        return join(parent, Shortened.text(given)) + ": unknown field" + suggestion
                + (known.isEmpty()
                        ? " (" + owner + " takes none)"
                        : " (" + owner + " takes " + Allowed.list(known) + ")");
    }

    /** The part of the schema that speaks of this place. */
    private Map<?, ?> schemaAt(NodePath path) {
        Map<?, ?> here = schema;
        for (int i = 0; i < path.getNameCount(); i++) {
            Object step = path.getElement(i);
            Object next = step instanceof Integer
                    ? here.get("items")
                    : here.get("properties") instanceof Map<?, ?> properties ? properties.get(step) : null;
            if (!(next instanceof Map<?, ?> deeper)) {
                return Map.of();
            }
            here = deeper;
        }
        return here;
    }

    private static String name(NodePath path) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < path.getNameCount(); i++) {
            Object step = path.getElement(i);
            if (step instanceof Integer index) {
                name.append('[').append(index).append(']');
            } else {
                name.append(name.isEmpty() ? "" : ".").append(step);
            }
        }
        return name.toString();
    }

    private static String join(String parent, String field) {
        return parent.isEmpty() ? field : parent + "." + field;
    }

    private static String orArguments(String field) {
        return field.isEmpty() ? "arguments" : field;
    }

    private static String shown(@Nullable JsonNode given) {
        if (given == null) {
            return "nothing";
        }
        return Shortened.text(given.isTextual() ? "'" + given.textValue() + "'" : given.toString());
    }
}
