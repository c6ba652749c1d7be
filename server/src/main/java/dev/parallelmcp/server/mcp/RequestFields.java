package dev.parallelmcp.server.mcp;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an object in a request, read as its method says. What is not as it should be is refused by name.
 *
 * @param place what the object is called in messages: a method, or a field of its parameters
 * @param fields the texts of the values
 */
record RequestFields(String place, Map<String, String> fields) {

    static RequestFields of(Incoming.Call call) {
        return new RequestFields(call.method(), call.params().fields());
    }

    String text(String field) {
        String value = string(fields.get(field));
        if (value == null) {
            throw RefusedException.invalid(place + " takes " + field + ", a string");
        }
        return value;
    }

    RequestFields object(String field) {
        String value = fields.get(field);
        if (value == null || !JsonFields.isObject(value)) {
            throw RefusedException.invalid(place + " takes " + field + ", an object");
        }
        return new RequestFields(field, cut(value));
    }

    /** The same, empty when there is none. */
    RequestFields objectOrNone(String field) {
        String value = fields.getOrDefault(field, "null");
        return value.equals("null") ? new RequestFields(field, Map.of()) : object(field);
    }

    /** All fields, where each has to be a string. */
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        fields.keySet().forEach(field -> texts.put(field, text(field)));
        return texts;
    }

    /** The value of a JSON string; null for everything else. */
    static @Nullable String string(@Nullable String json) {
        try {
            return MessageParser.string(json);
        } catch (IOException e) {
            throw new IllegalStateException("the text was parsed before", e);
        }
    }

    /** The fields of an object that was parsed before. */
    static Map<String, String> cut(String object) {
        try {
            return JsonFields.of(object);
        } catch (IOException | JsonFields.NotAnObjectException e) {
            throw new IllegalStateException("it begins like an object and was parsed before", e);
        }
    }
}
