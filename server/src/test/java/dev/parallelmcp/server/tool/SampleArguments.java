package dev.parallelmcp.server.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.parallelmcp.schema.ToolCatalog;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Arguments that a tool takes, made from its schema. */
final class SampleArguments {

    private SampleArguments() {}

    static Map<?, ?> schema(String tool) {
        return ToolCatalog.load().find(tool).orElseThrow().inputSchema();
    }

    /** As few as the tool takes. */
    static Map<String, Object> required(String tool) {
        Map<?, ?> properties = RecordSchema.child(schema(tool), "properties");
        Map<String, Object> arguments = new LinkedHashMap<>();
        requiredNames(tool).forEach(name -> arguments.put(name, sample(RecordSchema.child(properties, name))));
        return arguments;
    }

    static List<String> requiredNames(String tool) {
        return schema(tool).get("required") instanceof Collection<?> names
                ? names.stream().map(String::valueOf).toList()
                : List.of();
    }

    static Object sample(Map<?, ?> schema) {
        if (schema.get("enum") instanceof List<?> values) {
            return values.get(0);
        }
        return switch (String.valueOf(schema.get("type"))) {
            case "string" -> schema.containsKey("format") ? "2026-01-31T09:30:00Z" : "x";
            case "integer", "number" -> 1;
            case "boolean" -> true;
            case "array" -> List.of();
            default -> Collections.emptyMap();
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
