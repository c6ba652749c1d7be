package dev.parallelmcp.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The real catalogue as JSON, for tests. */
final class ToolJson {

    static final JsonMapper MAPPER = new JsonMapper();
    static final ToolCatalog CATALOG = ToolCatalog.load();

    private ToolJson() {}

    static Stream<String> names() {
        return CATALOG.names().stream();
    }

    static ToolSpec tool(String name) {
        return CATALOG.find(name).orElseThrow();
    }

    static JsonNode input(String name) {
        return MAPPER.valueToTree(tool(name).inputSchema());
    }

    static JsonNode output(String name) {
        return MAPPER.valueToTree(tool(name).outputSchema());
    }

    /** What a parameter allows. */
    static JsonNode parameter(String name, String parameter) {
        return input(name).path("properties").path(parameter);
    }

    /** The properties of a schema and of all schemas within it, each with its path. */
    static List<Map.Entry<String, JsonNode>> properties(JsonNode schema) {
        List<Map.Entry<String, JsonNode>> found = new ArrayList<>();
        collectProperties("", schema, found);
        return found;
    }

    private static void collectProperties(String path, JsonNode schema, List<Map.Entry<String, JsonNode>> found) {
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            String own = path + "/" + property.getKey();
            found.add(Map.entry(own, property.getValue()));
            collectProperties(own, property.getValue(), found);
        }
        if (schema.has("items")) {
            collectProperties(path + "[]", schema.get("items"), found);
        }
        for (JsonNode choice : schema.path("anyOf")) {
            collectProperties(path, choice, found);
        }
    }

    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    static List<String> keys(JsonNode object) {
        List<String> keys = new ArrayList<>();
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            keys.add(names.next());
        }
        return keys;
    }
}
