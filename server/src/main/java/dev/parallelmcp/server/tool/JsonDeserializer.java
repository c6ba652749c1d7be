package dev.parallelmcp.server.tool;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import dev.parallelmcp.core.model.Json;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a payload out of the text of the arguments, so that it stays as it was written, white space aside.
 *
 * <p>A payload may be any JSON, so {@code null} given for one is the JSON value null. Metadata is an object or absent,
 * so there it means absent, as for every parameter that is not a payload.
 */
final class JsonDeserializer extends StdDeserializer<Json> implements ContextualDeserializer {

    /** The attribute under which a reader passes the text that it reads. */
    static final String SOURCE = "source";

    private static final long serialVersionUID = 1L;
    private static final Json NULL = Json.trusted("null");

    private final boolean nullIsValue;

    JsonDeserializer(boolean nullIsValue) {
        super(Json.class);
        this.nullIsValue = nullIsValue;
    }

    @Override
    public JsonDeserializer createContextual(DeserializationContext context, @Nullable BeanProperty property) {
        return new JsonDeserializer(property == null || !property.getName().equals("metadata"));
    }

    @Override
    public Json deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        String source = (String) context.getAttribute(SOURCE);
        int start = Math.toIntExact(parser.currentTokenLocation().getCharOffset());
        parser.skipChildren();
        parser.finishToken();
        int end = Math.toIntExact(parser.currentLocation().getCharOffset());
        return Json.trusted(JsonCompactor.compact(source.substring(start, end)));
    }

    @Override
    public @Nullable Json getNullValue(DeserializationContext context) {
        return nullIsValue ? NULL : null;
    }

    @Override
    public @Nullable Object getAbsentValue(DeserializationContext context) {
        return null;
    }
}
