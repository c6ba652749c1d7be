package dev.parallelmcp.core.engine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.Refusal;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a client token keeps of a batch: an array with null for each item that succeeded, and each refusal in full. */
final class RecordedRefusals {

    private static final JsonFactory FACTORY = new JsonFactory();

    private RecordedRefusals() {}

    static String write(List<Optional<Refusal>> refusals) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartArray();
            for (Optional<Refusal> refusal : refusals) {
                if (refusal.isPresent()) {
                    write(json, refusal.get());
                } else {
                    json.writeNull();
                }
            }
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Refusal refusal) throws IOException {
        json.writeStartObject();
        json.writeStringField("code", refusal.code().name());
        json.writeStringField("message", refusal.message());
        json.writeBooleanField("retryable", refusal.retryable());
        json.writeObjectFieldStart("ids");
        for (Map.Entry<String, String> id : refusal.ids().entrySet()) {
            json.writeStringField(id.getKey(), id.getValue());
        }
        json.writeEndObject();
        if (refusal.nextTool().isPresent()) {
            json.writeStringField("nextTool", refusal.nextTool().get());
        }
        if (refusal.retryAfterMs().isPresent()) {
            json.writeNumberField("retryAfterMs", refusal.retryAfterMs().get());
        }
        json.writeEndObject();
    }

    static List<Optional<Refusal>> read(String text) {
        List<Optional<Refusal>> refusals = new ArrayList<>();
        try (JsonParser json = FACTORY.createParser(text)) {
            json.nextToken();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                refusals.add(
                        json.currentToken() == JsonToken.VALUE_NULL ? Optional.empty() : Optional.of(readOne(json)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return refusals;
    }

    private static Refusal readOne(JsonParser json) throws IOException {
        ErrorCode code = ErrorCode.INTERNAL;
        String message = "";
        boolean retryable = false;
        Map<String, String> ids = Map.of();
        @Nullable String nextTool = null;
        @Nullable Long retryAfterMs = null;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "code" -> code = ErrorCode.valueOf(json.getText());
                case "message" -> message = json.getText();
                case "retryable" -> retryable = json.getBooleanValue();
                case "ids" -> ids = readIds(json);
                case "nextTool" -> nextTool = json.getText();
                case "retryAfterMs" -> retryAfterMs = json.getLongValue();
                default -> throw new IllegalStateException("a refusal was recorded with " + field);
            }
        }
        return new Refusal(
                code, message, retryable, ids, Optional.ofNullable(nextTool), Optional.ofNullable(retryAfterMs));
    }

    private static Map<String, String> readIds(JsonParser json) throws IOException {
        Map<String, String> ids = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            ids.put(name, json.getText());
        }
        return ids;
    }
}
