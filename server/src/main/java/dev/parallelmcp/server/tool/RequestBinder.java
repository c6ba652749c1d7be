package dev.parallelmcp.server.tool;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Makes arguments a request record. Strict: a name that the record does not have is refused, and no value is taken for
 * one of another type, and no field may come twice, but in payloads, which are not looked into. An absent parameter and one given as {@code null} are the same, except where {@link
 * OptionalPayloadDeserializer} says so. Safe for use by many threads.
 */
final class RequestBinder {

    private final ObjectMapper mapper = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new RequestModule())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual,
                    text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    RequestBinder() {
        // Payloads are passed over, not read: how long their strings, names and numbers are is not a concern here.
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNumberLength(Integer.MAX_VALUE)
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNameLength(Integer.MAX_VALUE)
                        .build());
    }

    /**
     * The request that the arguments stand for.
     *
     * @param arguments the text of a JSON object
     * @throws JsonProcessingException when they do not fit; the cause is an OrchestratorException where the record's own
     *     rules refused them
     */
    <Q extends Record> Q bind(Class<Q> request, String arguments) throws JsonProcessingException {
        ObjectReader reader = mapper.readerFor(request).withAttribute(PayloadDeserializer.SOURCE, arguments);
        try (JsonParser parser = new FieldsOnceParser(reader.createParser(arguments))) {
            return reader.readValue(parser);
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException("text in memory is always readable", e);
        }
    }
}
