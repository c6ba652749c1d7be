package dev.parallelmcp.server.mcp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Cuts a JSON object into the texts of its fields without making anything of them, so that a payload's numbers, escapes
 * and order of keys stay as the client wrote them.
 */
final class JsonFields {

    /** Payloads go deeper than this only by mistake or in malice. */
    static final int MAX_NESTING = 1_000;

    /** A line is bounded already, so nothing in it needs another bound; names of keys are not worth remembering. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_NESTING)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
            .configure(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES, false)
            .build();

    private JsonFields() {}

    /** Whether the text is one JSON object. */
    static boolean isObject(String text) {
        return text.startsWith("{");
    }

    /**
     * The fields of an object, each as the text of its value; of a repeated field the last.
     *
     * @throws IOException when the text is not exactly one JSON value
     * @throws NotAnObjectException when it is one, but not an object
     */
    static Map<String, String> of(String text) throws IOException, NotAnObjectException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            JsonToken first = parser.nextToken();
            Map<String, String> fields = new LinkedHashMap<>();
            if (first == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    fields.put(name, valueText(parser, text));
                }
            } else {
                parser.skipChildren();
            }
            parser.finishToken();
            if (parser.nextToken() != null) {
                throw new IOException("more than one value");
            }
            if (first != JsonToken.START_OBJECT) {
                throw new NotAnObjectException();
            }
            return fields;
        }
    }

    private static String valueText(JsonParser parser, String text) throws IOException {
        int start = Math.toIntExact(parser.currentTokenLocation().getCharOffset());
        parser.skipChildren();
        parser.finishToken();
        int end = Math.toIntExact(parser.currentLocation().getCharOffset());
        return text.substring(start, end);
    }

    /** Valid JSON of another kind. */
    static final class NotAnObjectException extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
