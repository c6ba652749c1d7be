package dev.parallelmcp.server.mcp;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a message, a JSON object, as texts.
 *
 * @param text the object as the client wrote it
 * @param fields the text of each of its values
 */
record Params(String text, Map<String, String> fields) {

    static final Params NONE = new Params("{}", Map.of());

    /**
     * Cuts an object into its fields.
     *
     * @throws IOException when it is not valid JSON
     * @throws JsonFields.NotAnObjectException when it is not an object
     */
    static Params of(String text) throws IOException, JsonFields.NotAnObjectException {
        return new Params(text, JsonFields.of(text));
    }

    @Nullable
    String get(String field) {
        return fields.get(field);
    }
}
