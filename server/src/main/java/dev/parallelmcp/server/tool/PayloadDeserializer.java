package dev.parallelmcp.server.tool;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import dev.parallelmcp.core.model.Json;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Cuts a payload out of the text of the arguments, so that it stays as it was written, white space aside. */
final class PayloadDeserializer extends StdDeserializer<Json> {

    /** The attribute under which a reader passes the text that it reads. */
    static final String SOURCE = "source";

    static final Json NULL = Json.trusted("null");

    private static final long serialVersionUID = 1L;

    PayloadDeserializer() {
        super(Json.class);
    }

    @Override
    public Json deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        return cut(parser, context);
    }

    static Json cut(JsonParser parser, DeserializationContext context) throws IOException {
        String source = (String) context.getAttribute(SOURCE);
        int start = Math.toIntExact(parser.currentTokenLocation().getCharOffset());
        parser.skipChildren();
        parser.finishToken();
        int end = Math.toIntExact(parser.currentLocation().getCharOffset());
        return Json.trusted(JsonCompactor.compact(source.substring(start, end)));
    }

    @Override
    public Json getNullValue(DeserializationContext context) {
        return NULL;
    }

    /** The record refuses it. */
    @Override
    public @Nullable Object getAbsentValue(DeserializationContext context) {
        return null;
    }
}
