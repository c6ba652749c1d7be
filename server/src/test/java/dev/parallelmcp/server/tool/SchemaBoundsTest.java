package dev.parallelmcp.server.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.parallelmcp.schema.ToolCatalog;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The bounds that a schema states are the bounds that the record holds: no value more, no value less. */
class SchemaBoundsTest {

    private static final ToolCatalog CATALOG = ToolCatalog.load();
    private static final RequestBinder BINDER = new RequestBinder();

    /** Parameters that make sense only with another one. */
    private static final Map<String, String> COMPANIONS = Map.of("nextContextLabel", "nextContext");

    static Stream<Arguments> parameters() {
        return new ToolRegistry(CATALOG.names())
                .all().stream()
                        .flatMap(tool -> properties(tool.name()).entrySet().stream()
                                .map(property -> Arguments.of(tool, property.getKey(), property.getValue())));
    }

    private static Map<String, Map<?, ?>> properties(String tool) {
        Map<String, Map<?, ?>> properties = new LinkedHashMap<>();
        Map<?, ?> schema = SampleArguments.schema(tool);
        RecordSchema.child(schema, "properties")
                .forEach((name, property) -> properties.put((String) name, (Map<?, ?>) property));
        return properties;
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("parameters")
    void theRecordHoldsThem(ToolBinding<?> tool, String parameter, Map<?, ?> schema) {
        switch (String.valueOf(schema.get("type"))) {
            case "integer" -> {
                bound(schema, "minimum").forEach(lowest -> assertEdge(tool, parameter, lowest, lowest - 1));
                bound(schema, "maximum").forEach(highest -> assertEdge(tool, parameter, highest, highest + 1));
            }
            case "string" -> {
                if (!schema.containsKey("enum") && !schema.containsKey("format")) {
                    assertEdge(tool, parameter, "x", "");
                    bound(schema, "maxLength")
                            .forEach(length -> assertEdge(tool, parameter, text(length), text(length + 1)));
                    assertThat(schema.get("maxLength")).as(parameter).isNotNull();
                }
            }
            case "array" ->
                bound(schema, "maxItems")
                        .forEach(items -> assertEdge(
                                tool,
                                parameter,
                                SampleArguments.items(schema, items),
                                SampleArguments.items(schema, items + 1)));
            default -> assertAccepted(tool, parameter, SampleArguments.sample(schema), true);
        }
    }

    private static Stream<Long> bound(Map<?, ?> schema, String keyword) {
        return schema.get(keyword) instanceof Number number ? Stream.of(number.longValue()) : Stream.of();
    }

    private static String text(long length) {
        return "x".repeat(Math.toIntExact(length));
    }

    private static void assertEdge(ToolBinding<?> tool, String parameter, Object inside, Object outside) {
        assertAccepted(tool, parameter, inside, true);
        assertAccepted(tool, parameter, outside, false);
    }

    private static void assertAccepted(ToolBinding<?> tool, String parameter, Object value, boolean accepted) {
        Map<String, Object> arguments = SampleArguments.required(tool.name());
        Map<String, Map<?, ?>> properties = properties(tool.name());
        String companion = COMPANIONS.get(parameter);
        if (companion != null) {
            arguments.put(companion, SampleArguments.sample(Objects.requireNonNull(properties.get(companion))));
        }
        arguments.put(parameter, value);
        assertThat(binds(tool, arguments)).as(tool.name() + "." + parameter).isEqualTo(accepted);
    }

    private static boolean binds(ToolBinding<?> tool, Map<String, Object> arguments) {
        try {
            BINDER.bind(tool.request(), SampleArguments.json(arguments));
            return true;
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
