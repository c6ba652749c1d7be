package dev.parallelmcp.server.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parallelmcp.core.waiting.Caller;
import dev.parallelmcp.schema.ToolCatalog;
import dev.parallelmcp.schema.ToolSpec;
import dev.parallelmcp.schema.Toolset;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a schema forbids, its violation is told with the field, what was given, and what is allowed. */
class EveryWrongValueTest {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    /** What says nothing about what is allowed. */
    private static final Set<String> SILENT = Set.of("description", "default");

    private final ToolInvoker invoker = new ToolInvoker(FailingStore.thatIsNotReached(), ToolSelection.of(Toolset.ALL));

    /** A value that breaks one keyword, and what must be said of what is allowed. */
    private record Wrong(String keyword, JsonNode value, List<String> allowed) {

        Wrong(String keyword, JsonNode value, String... allowed) {
            this(keyword, value, List.of(allowed));
        }
    }

    /** A place in the arguments of a tool. */
    private record Place(String tool, List<String> path, JsonNode schema) {

        String field() {
            return String.join(".", path).replace(".[", "[");
        }

        @Override
        public String toString() {
            return tool + " " + field();
        }
    }

    static Stream<Place> places() {
        List<Place> places = new ArrayList<>();
        for (ToolSpec tool : ToolCatalog.load().tools()) {
            collect(new Place(tool.name(), List.of(), StrictSchema.JSON.valueToTree(tool.inputSchema())), places);
        }
        return places.stream();
    }

    private static void collect(Place place, List<Place> places) {
        for (Map.Entry<String, JsonNode> property :
                place.schema().path("properties").properties()) {
            Place child = below(place, property.getKey(), property.getValue());
            places.add(child);
            collect(child, places);
        }
        if (place.schema().has("items")) {
            Place item = below(place, "[0]", place.schema().get("items"));
            places.add(item);
            collect(item, places);
        }
    }

    private static Place below(Place place, String step, JsonNode schema) {
        List<String> path = new ArrayList<>(place.path());
        path.add(step);
        return new Place(place.tool(), path, schema);
    }

    @ParameterizedTest
    @MethodSource("places")
    void isToldInFull(Place place) {
        for (Wrong wrong : wrongs(place.schema())) {
            assertThat(told(place, wrong.value()))
                    .as(place + " " + wrong.keyword())
                    .contains(place.field() + ": given " + shown(wrong.value()))
                    .contains(wrong.allowed());
        }
    }

    @ParameterizedTest
    @MethodSource("places")
    void whatHasFieldsNamesThem(Place place) {
        if (place.schema().has("properties")) {
            ObjectNode value = JSON.objectNode().put("no-such-field", 1);
            assertThat(told(place, value))
                    .contains(place.field() + ".no-such-field: unknown field")
                    .contains(names(place.schema().get("properties")));
        }
    }

    /** So that a keyword which is used for the first time gets its place here and in the words. */
    @Test
    void everyKeywordInUseIsBroken() {
        Set<String> used = new TreeSet<>();
        Set<String> broken = new TreeSet<>(Set.of("properties", "items", "required", "additionalProperties"));
        places().forEach(place -> {
            place.schema().fieldNames().forEachRemaining(used::add);
            wrongs(place.schema()).forEach(wrong -> broken.add(wrong.keyword()));
        });
        used.removeAll(SILENT);
        assertThat(broken).containsAll(used);
    }

    private static List<Wrong> wrongs(JsonNode schema) {
        List<Wrong> wrongs = new ArrayList<>();
        if (schema.has("enum")) {
            wrongs.add(new Wrong("enum", JSON.textNode("no-such-value"), "allowed " + texts(schema.get("enum"))));
        }
        if (schema.has("format")) {
            assertThat(schema.get("format").asText()).isEqualTo("date-time");
            wrongs.add(
                    new Wrong("format", JSON.textNode("2026-02-30T00:00:00Z"), "ISO-8601", "\"2026-01-31T09:30:00Z\""));
        }
        if (schema.has("pattern")) {
            wrongs.add(new Wrong(
                    "pattern", JSON.textNode("ä"), schema.get("pattern").asText()));
        }
        if (schema.has("type")) {
            JsonNode other = schema.get("type").asText().equals("string") ? JSON.numberNode(7) : JSON.textNode("x");
            wrongs.add(new Wrong("type", other, typeInWords(schema)));
        }
        addBounds(schema, wrongs);
        return wrongs;
    }

    private static String typeInWords(JsonNode schema) {
        if (schema.has("enum")) {
            return ", allowed ";
        }
        return switch (schema.get("type").asText()) {
            case "string" -> schema.has("format") ? "must be an ISO-8601 instant" : "must be text";
            case "integer" -> "must be an integer";
            case "number" -> "must be a number";
            case "boolean" -> "must be true or false";
            case "array" -> "must be an array";
            case "object" -> "must be an object";
            default -> throw new AssertionError("a type without words: " + schema);
        };
    }

    private static void addBounds(JsonNode schema, List<Wrong> wrongs) {
        for (String keyword : List.of("minimum", "maximum")) {
            if (schema.has(keyword)) {
                BigDecimal beyond =
                        schema.get(keyword).decimalValue().add(new BigDecimal(keyword.equals("minimum") ? -1 : 1));
                wrongs.add(new Wrong(
                        keyword, JSON.numberNode(beyond), schema.get(keyword).asText(), "must be a"));
            }
        }
        if (schema.has("minLength")) {
            wrongs.add(new Wrong("minLength", JSON.textNode(""), "of " + schema.get("minLength")));
        }
        if (schema.has("maxLength")) {
            String longer = "x".repeat(schema.get("maxLength").intValue() + 1);
            wrongs.add(new Wrong("maxLength", JSON.textNode(longer), "to " + schema.get("maxLength") + " characters"));
        }
        if (schema.has("minItems")) {
            wrongs.add(new Wrong("minItems", JSON.arrayNode(), "must be an array of"));
        }
        if (schema.has("maxItems")) {
            ArrayNode items = JSON.arrayNode();
            for (int i = 0; i <= schema.get("maxItems").intValue(); i++) {
                items.add("x" + i);
            }
            wrongs.add(new Wrong("maxItems", items, schema.get("maxItems") + " items"));
        }
    }

    private static String texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.asText()));
        return String.join(", ", texts);
    }

    private static String names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return String.join(", ", names);
    }

    private static String shown(JsonNode value) {
        String text = value.isTextual() ? "'" + value.textValue() + "'" : value.toString();
        return text.length() <= 60 ? text + ", " : text.substring(0, 60) + "… (" + text.length() + " characters), ";
    }

    private String told(Place place, JsonNode value) {
        ObjectNode arguments = StrictSchema.JSON.valueToTree(SampleArguments.required(place.tool()));
        JsonNode nested = value;
        for (int i = place.path().size() - 1; i > 0; i--) {
            String step = place.path().get(i);
            nested = step.equals("[0]")
                    ? JSON.arrayNode().add(nested)
                    : JSON.objectNode().set(step, nested);
        }
        arguments.set(place.path().get(0), nested);
        ToolOutcome outcome = invoker.call(place.tool(), arguments.toString(), Caller.on(Runnable::run))
                .toCompletableFuture()
                .join();
        assertThat(outcome.text()).startsWith("INVALID_ARGUMENT: ").endsWith(" (retryable: false)");
        return outcome.text();
    }
}
