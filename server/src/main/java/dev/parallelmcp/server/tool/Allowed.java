package dev.parallelmcp.server.tool;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** Puts into words what a schema allows for one value. */
final class Allowed {

    private Allowed() {}

    static String text(Map<?, ?> schema) {
        if (schema.get("enum") instanceof Collection<?> values) {
            return "allowed " + list(values);
        }
        if ("date-time".equals(schema.get("format"))) {
            return "must be an ISO-8601 instant in quotes, such as \"2026-01-31T09:30:00Z\"";
        }
        return switch (String.valueOf(schema.get("type"))) {
            case "integer" -> "must be an integer" + range(schema, "minimum", "maximum", "");
            case "number" -> "must be a number" + range(schema, "minimum", "maximum", "");
            case "string" -> "must be text" + range(schema, "minLength", "maxLength", " characters") + pattern(schema);
            case "array" -> "must be an array" + range(schema, "minItems", "maxItems", " items");
            case "boolean" -> "must be true or false";
            case "object" -> "must be an object";
            default -> "not allowed";
        };
    }

    static String list(Collection<?> names) {
        return names.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static String range(Map<?, ?> schema, String lowest, String highest, String unit) {
        Object from = schema.get(lowest);
        Object to = schema.get(highest);
        if (from != null && to != null) {
            return " of " + from + " to " + to + unit;
        }
        if (from != null) {
            return " of at least " + from + unit;
        }
        return to == null ? "" : " of at most " + to + unit;
    }

    private static String pattern(Map<?, ?> schema) {
        return schema.get("pattern") instanceof String pattern ? " matching " + pattern : "";
    }
}
