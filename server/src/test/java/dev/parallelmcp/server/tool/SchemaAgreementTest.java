package dev.parallelmcp.server.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.engine.Operations;
import dev.parallelmcp.core.error.Refusal;
import dev.parallelmcp.schema.ToolCatalog;
import dev.parallelmcp.schema.ToolSpec;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A tool's schema says exactly what its request record takes and its result record gives. */
class SchemaAgreementTest {

    private static final ToolCatalog CATALOG = ToolCatalog.load();
    /** Fields of a page that these lists have no use for. */
    private static final Map<String, Set<String>> NEVER_FILLED =
            Map.of("list_pending_tasks", Set.of("total", "nextOffset"), "list_dead_tasks", Set.of("total"));

    private static final ToolRegistry REGISTRY = new ToolRegistry(CATALOG.names());

    static Stream<ToolBinding<?>> bindings() {
        return REGISTRY.all().stream();
    }

    @ParameterizedTest
    @MethodSource("bindings")
    void inputSchemaAndRequestAgree(ToolBinding<?> binding) {
        Map<String, Object> schema = spec(binding).inputSchema();
        assertThat(schema.get("additionalProperties")).isEqualTo(false);
        new RecordSchema(binding.name(), RecordSchema.Side.INPUT).assertAgrees(schema, binding.request());
    }

    @ParameterizedTest
    @MethodSource("bindings")
    void outputSchemaAndResultAgree(ToolBinding<?> binding) {
        Map<String, Object> schema = spec(binding).outputSchema();
        assertThat(schema.get("type")).isEqualTo("object");
        RecordSchema output = new RecordSchema(binding.name(), RecordSchema.Side.OUTPUT);
        output.assertPropertiesAgree(
                schema, resultOf(binding.request()), NEVER_FILLED.getOrDefault(binding.name(), Set.of()), "error");
        assertThat(schema.get("anyOf"))
                .isEqualTo(List.of(
                        Map.of("required", output.alwaysThere(resultOf(binding.request()))),
                        Map.of("required", List.of("error"))));
    }

    @Test
    void everyOperationIsATool() {
        assertThat(bindings().<Class<?>>map(ToolBinding::request))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Operations.class.getMethods())
                        .<Class<?>>map(method -> method.getParameterTypes()[0])
                        .toList());
    }

    @Test
    void everyToolErrsInTheSameForm() {
        for (ToolSpec spec : CATALOG.tools()) {
            Map<?, ?> error = RecordSchema.child(RecordSchema.child(spec.outputSchema(), "properties"), "error");
            RecordSchema output = new RecordSchema(spec.name(), RecordSchema.Side.OUTPUT);
            output.assertAgrees(error, Refusal.class);
        }
    }

    private static ToolSpec spec(ToolBinding<?> binding) {
        return CATALOG.find(binding.name()).orElseThrow();
    }

    private static Class<?> resultOf(Class<?> request) {
        return Arrays.stream(Operations.class.getMethods())
                .filter(method -> method.getParameterTypes()[0] == request)
                .map(Method::getReturnType)
                .findAny()
                .orElseThrow();
    }
}
