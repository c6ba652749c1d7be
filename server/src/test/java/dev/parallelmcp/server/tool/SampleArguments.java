package dev.parallelmcp.server.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.parallelmcp.schema.ToolCatalog;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Arguments that a tool takes, made from its schema. */
final class SampleArguments {

    private SampleArguments() {}

    static Map<?, ?> schema(String tool) {
        return ToolCatalog.load().find(tool).orElseThrow().inputSchema();
    }

    /** As few as the tool takes. */
    static Map<String, Object> required(String tool) {
        return required(schema(tool));
    }

    private static Map<String, Object> required(Map<?, ?> schema) {
        Map<?, ?> properties = RecordSchema.child(schema, "properties");
        Map<String, Object> fields = new LinkedHashMap<>();
        requiredNames(schema).forEach(name -> fields.put(name, sample(RecordSchema.child(properties, name))));
        return fields;
    }

    static List<String> requiredNames(String tool) {
        return requiredNames(schema(tool));
    }

    private static List<String> requiredNames(Map<?, ?> schema) {
        return schema.get("required") instanceof Collection<?> names
                ? names.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** This many different items of a list. */
    static List<Object> items(Map<?, ?> list, long count) {
        Map<?, ?> item = RecordSchema.child(list, "items");
        return LongStream.range(0, count)
                .mapToObj(i -> "string".equals(item.get("type")) ? "x" + i : sample(item))
                .toList();
    }

    static Object sample(Map<?, ?> schema) {
        if (schema.get("enum") instanceof List<?> values) {
            return values.get(0);
        }
        return switch (String.valueOf(schema.get("type"))) {
            case "string" -> schema.containsKey("format") ? "2026-01-31T09:30:00Z" : "x";
            case "integer", "number" -> 1;
            case "boolean" -> true;
            case "array" -> items(schema, schema.get("minItems") instanceof Number least ? least.longValue() : 0);
            default -> required(schema);
        };
    }

    static String json(Object arguments) {
        try {
            return StrictSchema.JSON.writeValueAsString(arguments);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
