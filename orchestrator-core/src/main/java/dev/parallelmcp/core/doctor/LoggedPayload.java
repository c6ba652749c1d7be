package dev.parallelmcp.core.doctor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The fields of an event's payload that are folded. */
final class LoggedPayload {

    private static final JsonFactory FACTORY = new JsonFactory();

    private final Map<String, @Nullable Object> fields = new HashMap<>();

    private LoggedPayload() {}

    /** Empty when it is not one flat object. */
    static Optional<LoggedPayload> parse(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            LoggedPayload payload = new LoggedPayload();
            return parser.nextToken() == JsonToken.START_OBJECT && payload.read(parser)
                    ? Optional.of(payload)
                    : Optional.empty();
        } catch (IOException e) {
            // Not JSON: as unreadable as what is no object.
            return Optional.empty();
        }
    }

    private boolean read(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == null) {
                return false;
            }
            switch (value) {
                case VALUE_STRING -> fields.put(name, parser.getText());
                case VALUE_NUMBER_INT -> fields.put(name, parser.getLongValue());
                case VALUE_TRUE, VALUE_FALSE -> fields.put(name, parser.getBooleanValue());
                case VALUE_NULL -> fields.put(name, null);
                // A later version may say more, in other forms.
                default -> parser.skipChildren();
            }
        }
        return parser.currentToken() == JsonToken.END_OBJECT;
    }

    Optional<FoldedTask> task(String runId) {
        return text("status").isPresent()
                        && fields.get("attemptCount") instanceof Long count
                        && textOrNull("leaseId")
                        && textOrNull("leasedBy")
                        && textOrNull("reason")
                ? Optional.of(new FoldedTask(
                        runId,
                        text("status").get(),
                        count,
                        (String) fields.get("leaseId"),
                        (String) fields.get("leasedBy"),
                        (String) fields.get("reason")))
                : Optional.empty();
    }

    Optional<FoldedRun> run() {
        return fields.get("keepOpen") instanceof Boolean keepOpen
                ? text("status").map(status -> new FoldedRun(status, keepOpen))
                : Optional.empty();
    }

    private Optional<String> text(String field) {
        return fields.get(field) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    private boolean textOrNull(String field) {
        return fields.containsKey(field) && (fields.get(field) == null || fields.get(field) instanceof String);
    }
}
