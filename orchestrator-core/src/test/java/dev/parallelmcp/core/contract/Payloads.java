package dev.parallelmcp.core.contract;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.parallelmcp.core.model.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads what an event says. */
final class Payloads {

    private static final JsonFactory FACTORY = new JsonFactory();

    private Payloads() {}

    /** The fields of a flat payload: text, whole numbers as long, truth values, null. */
    static Map<String, Object> of(Event event) {
        try (JsonParser parser = FACTORY.createParser(event.payload().text())) {
            Map<String, Object> fields = new LinkedHashMap<>();
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                fields.put(name, value(parser));
            }
            return fields;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new IllegalArgumentException("a payload is flat, but has " + parser.currentToken());
        };
    }
}
