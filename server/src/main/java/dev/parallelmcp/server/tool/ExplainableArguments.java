package dev.parallelmcp.server.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Arguments as the validator gets them. It finds every problem, each at the cost of some objects, and a line of 16 MiB
 * has room for millions: so what is too many is cut to where it is still seen to be too many.
 */
final class ExplainableArguments {

    /** Looked at in a list for which its schema names no limit. */
    private static final int MAX_ITEMS = 1_000;

    private ExplainableArguments() {}

    /** Changes and answers {@code arguments}. */
    static JsonNode of(JsonNode arguments, Map<?, ?> schema) {
        if (arguments instanceof ObjectNode object && schema.get("properties") instanceof Map<?, ?> properties) {
            removeNulls(object);
            removeExcess(object, properties);
            object.properties().forEach(field -> {
                if (properties.get(field.getKey()) instanceof Map<?, ?> inner) {
                    of(field.getValue(), inner);
                }
            });
        } else if (arguments instanceof ArrayNode array) {
            removeExcess(array, schema.get("maxItems") instanceof Number max ? max.intValue() : MAX_ITEMS);
        }
        return arguments;
    }

    private static void removeExcess(ArrayNode array, int maxItems) {
        while (array.size() > maxItems + 1) {
            array.remove(array.size() - 1);
        }
    }

    /** Null is as good as absent, but for payloads, which may be anything and so have no properties. */
    private static void removeNulls(ObjectNode object) {
        object.properties()
                .removeIf(field -> field.getValue().isNull() && !field.getKey().equals("payload"));
    }

    /** Unknown fields beyond those that will be told of. */
    private static void removeExcess(ObjectNode object, Map<?, ?> known) {
        List<String> unknown = new ArrayList<>();
        object.fieldNames().forEachRemaining(name -> {
            if (!known.containsKey(name)) {
                unknown.add(name);
            }
        });
        if (unknown.size() > Shortened.MAX_PROBLEMS) {
            object.remove(unknown.subList(Shortened.MAX_PROBLEMS + 1, unknown.size()));
        }
    }
}
