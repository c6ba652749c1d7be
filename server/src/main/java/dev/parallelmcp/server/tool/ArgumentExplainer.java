package dev.parallelmcp.server.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.schema.ToolCatalog;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Says what is wrong with arguments, all of it, once it is known that something is. Right arguments never come here, so
 * the validator is loaded only when somebody errs.
 */
final class ArgumentExplainer {

    private final ToolCatalog catalog;
    private final Map<String, ToolSchema> schemas = new ConcurrentHashMap<>();

    ArgumentExplainer(ToolCatalog catalog) {
        this.catalog = catalog;
    }

    /**
     * The problems in one line.
     *
     * @param failure why the arguments could not be bound
     */
    String explain(String tool, String arguments, Exception failure) {
        String rule = brokenRule(failure);
        RepeatedFieldException repeated = cause(failure, RepeatedFieldException.class);
        if (repeated != null) {
            // The validator would speak of the last value, which may not be the one that was meant.
            return repeated.getOriginalMessage();
        }
        try {
            List<String> problems = schemas.computeIfAbsent(tool, this::load).problems(Validator.read(arguments));
            if (!problems.isEmpty()) {
                return Shortened.problems(problems);
            }
        } catch (JsonProcessingException e) {
            // Longer or deeper than the validator reads; what is known already has to do.
        }
        return rule == null ? "arguments: do not have the form that " + tool + " takes" : rule;
    }

    private ToolSchema load(String tool) {
        Map<String, Object> schema = catalog.find(tool).orElseThrow().inputSchema();
        return new ToolSchema(tool, schema, Validator.compile(schema));
    }

    private static @Nullable String brokenRule(Exception failure) {
        OrchestratorException refused = cause(failure, OrchestratorException.class);
        return refused == null ? null : place(failure) + refused.message();
    }

    /** The item of a list that a rule is about, since the rule itself knows only the item. */
    private static String place(Exception failure) {
        StringBuilder place = new StringBuilder();
        String item = "";
        if (failure instanceof JsonMappingException mapping) {
            for (JsonMappingException.Reference step : mapping.getPath()) {
                if (step.getFieldName() == null) {
                    place.append('[').append(step.getIndex()).append(']');
                    item = place + ".";
                } else {
                    place.append(place.isEmpty() ? "" : ".").append(step.getFieldName());
                }
            }
        }
        return item;
    }

    private static <E extends Exception> @Nullable E cause(Exception failure, Class<E> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }

    private record ToolSchema(String tool, Map<String, Object> input, Schema compiled) {

        List<String> problems(JsonNode arguments) {
            ProblemText text = new ProblemText(tool, input);
            return compiled.validate(ExplainableArguments.of(arguments, input)).stream()
                    .map(text::of)
                    .distinct()
                    .toList();
        }
    }

    /** The validator calculates with what it is given, which infinity is not for. */
    private static final class FiniteNumbers extends JsonNodeFactory {

        private static final long serialVersionUID = 1L;

        @Override
        public NumericNode numberNode(double value) {
            return super.numberNode(Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, value)));
        }
    }

    /** Its own class, so that it is loaded when it is needed first. */
    private static final class Validator {

        private static final ObjectMapper EXACT = JsonMapper.builder()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build();

        /** Reads numbers that no decimal can hold, such as 1e99999999999, as the nearest that a double can. */
        private static final ObjectMapper ROUNDED = new ObjectMapper().setNodeFactory(new FiniteNumbers());

        private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemaRegistryConfig(SchemaRegistryConfig.builder()
                        .formatAssertionsEnabled(true)
                        .build()));

        static JsonNode read(String arguments) throws JsonProcessingException {
            try {
                return EXACT.readTree(arguments);
            } catch (NumberFormatException e) {
                return ROUNDED.readTree(arguments);
            }
        }

        static Schema compile(Map<String, Object> schema) {
            return REGISTRY.getSchema(EXACT.<JsonNode>valueToTree(schema));
        }
    }
}
