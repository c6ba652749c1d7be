package dev.parallelmcp.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;

/** Validates with JSON Schema 2020-12, its metaschema included in the library. */
final class Validator {

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Schema METASCHEMA =
            REGISTRY.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

    private Validator() {}

    /** What is wrong with a schema itself. */
    static List<Error> checkSchema(JsonNode schema) {
        return METASCHEMA.validate(schema);
    }

    /** What is wrong with a value. */
    static List<Error> check(JsonNode schema, JsonNode value) {
        return REGISTRY.getSchema(schema)
                .validate(value, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }
}
