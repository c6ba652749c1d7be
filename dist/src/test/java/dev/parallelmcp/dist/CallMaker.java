package dev.parallelmcp.dist;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** Makes calls of tools as their input schemas allow them. The same chance makes the same calls. */
final class CallMaker {

    /** In every text and value that a caller may choose freely. */
    static final String SECRET = "tell-nobody";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    /** Few, so that calls meet the records of others. */
    private static final int NAMES = 20;

    private static final int NUMBERS = 1_000;
    private static final int MOST_ITEMS = 3;
    /** A call that waits would only hold up the next: so nothing is told to wait, nor the tool called that always does. */
    private static final Set<String> LEFT_OUT = Set.of("waitMs", "wait_for_run");

    private final List<JsonNode> tools;
    private final Random random;

    /** @param tools as tools/list answers them */
    CallMaker(List<JsonNode> tools, Random random) {
        this.tools = tools.stream()
                .filter(tool -> !LEFT_OUT.contains(tool.get("name").asText()))
                .toList();
        this.random = random;
    }

    /** A request to call one of the tools, all of them in turn. */
    ObjectNode call(int id) {
        JsonNode tool = tools.get(id % tools.size());
        ObjectNode call = request(id, "tools/call");
        ObjectNode params = call.putObject("params");
        params.put("name", tool.get("name").asText()).set("arguments", object(tool.get("inputSchema")));
        if (random.nextInt(3) == 0) {
            makeStateless(params);
        }
        return call;
    }

    static ObjectNode request(int id, String method) {
        return JSON.objectNode().put("jsonrpc", "2.0").put("id", id).put("method", method);
    }

    /** Has a request say of itself what the stateless revision of the protocol asks for. */
    static void makeStateless(ObjectNode params) {
        ObjectNode meta = params.putObject("_meta");
        meta.put("io.modelcontextprotocol/protocolVersion", "2026-07-28");
        meta.putObject("io.modelcontextprotocol/clientInfo").put("name", SECRET).put("version", "1");
        meta.putObject("io.modelcontextprotocol/clientCapabilities");
    }

    private JsonNode object(JsonNode schema) {
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        ObjectNode made = JSON.objectNode();
        schema.path("properties").properties().forEach(property -> {
            String name = property.getKey();
            if (!LEFT_OUT.contains(name) && (required.contains(name) || random.nextInt(3) == 0)) {
                made.set(name, value(name, property.getValue()));
            }
        });
        return made.isEmpty() ? anything() : made;
    }

    private JsonNode value(String name, JsonNode schema) {
        if (schema.has("enum")) {
            return schema.get("enum").get(random.nextInt(schema.get("enum").size()));
        }
        return switch (schema.path("type").asText()) {
            case "string" -> JSON.textNode(text(name, schema));
            case "integer", "number" -> number(schema);
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            case "array" -> array(name, schema.get("items"));
            case "object" -> schema.has("properties") ? object(schema) : anything();
            default -> anything();
        };
    }

    private String text(String name, JsonNode schema) {
        if (schema.path("format").asText().equals("date-time")) {
            return "203" + random.nextInt(10) + "-01-31T12:00:00.000Z";
        }
        boolean names = name.toLowerCase(Locale.ROOT).endsWith("id") || name.equals("kind");
        return names ? "n-" + random.nextInt(NAMES) : SECRET + random.nextInt();
    }

    private JsonNode number(JsonNode schema) {
        long least = schema.path("minimum").asLong(0);
        long most = Math.min(least + NUMBERS, schema.path("maximum").asLong(Long.MAX_VALUE));
        return JSON.numberNode(least + random.nextInt((int) (most - least) + 1));
    }

    private JsonNode array(String name, JsonNode items) {
        ArrayNode made = JSON.arrayNode();
        for (int left = 1 + random.nextInt(MOST_ITEMS); left > 0; left--) {
            made.add(value(name.replaceFirst("s$", ""), items));
        }
        return made;
    }

    private ObjectNode anything() {
        ObjectNode made = JSON.objectNode().put(SECRET, SECRET + random.nextInt());
        made.putArray("list").add(random.nextInt()).addNull().add("\u00e4\ud83d\ude00");
        return made;
    }
}
