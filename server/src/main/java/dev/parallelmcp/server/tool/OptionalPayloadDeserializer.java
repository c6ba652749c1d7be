package dev.parallelmcp.server.tool;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import dev.parallelmcp.core.model.Json;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a payload that may be left out. A payload may be any JSON, so {@code null} given for one is the JSON value null.
 * Metadata is an object or absent, so there it means absent, as for every parameter that is not a payload.
 */
final class OptionalPayloadDeserializer extends StdDeserializer<Optional<Json>> implements ContextualDeserializer {

    private static final long serialVersionUID = 1L;

    private final boolean nullIsValue;

    OptionalPayloadDeserializer(boolean nullIsValue) {
        super(Optional.class);
        this.nullIsValue = nullIsValue;
    }

    @Override
    public JsonDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property) {
        return new OptionalPayloadDeserializer(
                property == null || !property.getName().equals("metadata"));
    }

    @Override
    public Optional<Json> deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        return Optional.of(PayloadDeserializer.cut(parser, context));
    }

    @Override
    public Optional<Json> getNullValue(DeserializationContext context) {
        return nullIsValue ? Optional.of(PayloadDeserializer.NULL) : Optional.empty();
    }

    @Override
    public Object getAbsentValue(DeserializationContext context) {
        return Optional.empty();
    }
}
