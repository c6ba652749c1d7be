package dev.parallelmcp.server.docs;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Says in a few words what a schema allows. */
final class SchemaText {

    private SchemaText() {}

    static String of(Map<?, ?> schema) {
        if (schema.get("enum") instanceof Collection<?> values) {
            return values.stream().map(value -> "`" + value + "`").collect(Collectors.joining(", "));
        }
        if (schema.get("anyOf") instanceof List<?> choices) {
            return choices.stream()
                    .map(choice -> choice instanceof Map<?, ?> one ? of(one) : "")
                    .collect(Collectors.joining(" or "));
        }
        return switch (String.valueOf(schema.containsKey("type") ? schema.get("type") : "anything")) {
            case "array" ->
                "list of " + (schema.get("items") instanceof Map<?, ?> items ? of(items) : "anything")
                        + range(schema, "minItems", "maxItems", " items");
            case "string" ->
                "date-time".equals(schema.get("format"))
                        ? "ISO-8601 instant"
                        : "text" + range(schema, "minLength", "maxLength", " characters");
            case "integer", "number" -> schema.get("type") + range(schema, "minimum", "maximum", "");
            case "boolean" -> "true or false";
            case "object" -> object(schema);
            case "null" -> "null";
            default -> "any JSON";
        };
    }

    private static String object(Map<?, ?> schema) {
        return schema.get("properties") instanceof Map<?, ?> properties && !properties.isEmpty()
                ? "object of "
                        + properties.keySet().stream()
                                .map(key -> "`" + key + "`")
                                .collect(Collectors.joining(", "))
                : "object";
    }

    private static String range(Map<?, ?> schema, String lowest, String highest, String unit) {
        Object from = schema.get(lowest);
        Object to = schema.get(highest);
        if (from != null && to != null) {
            return " (" + from + " to " + to + unit + ")";
        }
        if (from == null && to == null) {
            return "";
        }
        return to == null ? " (" + from + " or more" + unit + ")" : " (up to " + to + unit + ")";
    }
}
