package dev.parallelmcp.server.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.parallelmcp.schema.ToolSpec;

/** A tool's output schema, taken at its word: what it does not name must not be there. */
final class StrictSchema {

    /** Payloads have no limits but their size. */
    static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build());

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

    private StrictSchema() {}

    static void assertValid(ToolSpec spec, String json) {
        try {
            JsonNode schema = JSON.valueToTree(spec.outputSchema());
            close(schema);
            assertThat(REGISTRY.getSchema(schema.toString(), InputFormat.JSON).validate(JSON.readTree(json)))
                    .as(spec.name() + " answered " + json)
                    .isEmpty();
        } catch (JsonProcessingException e) {
            throw new AssertionError(spec.name() + " answered no JSON: " + json, e);
        }
    }

    /** Payload objects have no properties of their own and stay open. */
    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object
                && object.has("properties")
                && object.path("type").asText().equals("object")) {
            object.put("additionalProperties", false);
        }
        schema.forEach(StrictSchema::close);
    }
}
