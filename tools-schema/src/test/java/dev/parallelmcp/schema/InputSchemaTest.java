package dev.parallelmcp.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InputSchemaTest {

    /** As far as the store counts. */
    private static final Set<String> CURSORS = Set.of("/afterId", "/afterSeq");

    private static final int MAX_TOOL_DESCRIPTION_CHARACTERS = 240;
    private static final int MAX_PARAMETER_DESCRIPTION_CHARACTERS = 40;
    private static final Set<String> MUTATIONS_WITHOUT_TOKEN =
            Set.of("heartbeat_lease", "expire_leases", "run_maintenance", "prune_runs");

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.parallelmcp.schema.ToolJson#names")
    void isValidAndFreeOfReferences(String name) {
        JsonNode schema = ToolJson.input(name);
        assertThat(Validator.checkSchema(schema)).isEmpty();
        assertThat(schema.toString()).doesNotContain("$ref").doesNotContain("$defs");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.parallelmcp.schema.ToolJson#names")
    void isAClosedObject(String name) {
        JsonNode schema = ToolJson.input(name);
        assertThat(schema.path("type").asText()).isEqualTo("object");
        assertThat(ToolJson.keys(schema)).isSubsetOf("type", "properties", "required", "additionalProperties");
        assertThat(schema.path("additionalProperties")).isEqualTo(ToolJson.MAPPER.valueToTree(false));
        assertThat(ToolJson.keys(schema.path("properties"))).containsAll(ToolJson.texts(schema.path("required")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.parallelmcp.schema.ToolJson#names")
    void nestedObjectsWithFieldsAreClosedToo(String name) {
        assertThat(ToolJson.properties(ToolJson.input(name)))
                .filteredOn(property -> property.getValue().has("properties"))
                .allSatisfy(property -> assertThat(property.getValue().path("additionalProperties"))
                        .isEqualTo(ToolJson.MAPPER.valueToTree(false)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.parallelmcp.schema.ToolJson#names")
    void isDescribedBriefly(String name) {
        assertThat(ToolJson.tool(name).description()).hasSizeBetween(80, MAX_TOOL_DESCRIPTION_CHARACTERS);
        assertThat(ToolJson.properties(ToolJson.input(name)))
                .allSatisfy(property -> assertThat(
                                property.getValue().path("description").asText())
                        .as(property.getKey())
                        .hasSizeBetween(5, MAX_PARAMETER_DESCRIPTION_CHARACTERS));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.parallelmcp.schema.ToolJson#names")
    void stringsAndNumbersAreBounded(String name) {
        for (Map.Entry<String, JsonNode> property : ToolJson.properties(ToolJson.input(name))) {
            JsonNode schema = property.getValue();
            switch (schema.path("type").asText()) {
                case "string" ->
                    assertThat(ToolJson.keys(schema))
                            .as(property.getKey())
                            .containsAnyOf("maxLength", "enum", "format");
                case "integer", "number" ->
                    assertThat(ToolJson.keys(schema))
                            .as(property.getKey())
                            .contains("minimum")
                            .containsAnyOf(CURSORS.contains(property.getKey()) ? "minimum" : "maximum");
                default -> assertThat(schema.path("maxLength").isMissingNode()).isTrue();
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.parallelmcp.schema.ToolJson#names")
    void defaultsAreAllowedValues(String name) {
        assertThat(ToolJson.properties(ToolJson.input(name)))
                .filteredOn(property -> property.getValue().has("default"))
                .allSatisfy(property -> assertThat(Validator.check(
                                property.getValue(), property.getValue().get("default")))
                        .as(property.getKey())
                        .isEmpty());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.parallelmcp.schema.ToolJson#names")
    void mutationsTakeAClientToken(String name) {
        boolean mutation = !ToolJson.tool(name).annotations().readOnlyHint();
        assertThat(ToolJson.input(name).path("properties").has("clientToken"))
                .isEqualTo(mutation && !MUTATIONS_WITHOUT_TOKEN.contains(name));
    }

    @Test
    void payloadsTakeAnyJson() {
        assertThat(ToolJson.keys(ToolJson.parameter("complete_task", "output"))).containsExactly("description");
        assertThat(ToolJson.keys(ToolJson.parameter("append_context_snapshot", "payload")))
                .containsExactly("description");
    }
}
