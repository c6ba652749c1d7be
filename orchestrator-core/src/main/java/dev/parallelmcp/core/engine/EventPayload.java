package dev.parallelmcp.core.engine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.store.Hold;
import dev.parallelmcp.core.store.TaskState;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes what an event says. Task payloads always carry status, attemptCount, leaseId, leasedBy and reason, run payloads
 * status and keepOpen, so that folding the log gives every status, count and holder.
 */
final class EventPayload {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final StringWriter text = new StringWriter(128);
    private final JsonGenerator json;

    private EventPayload() {
        try {
            json = FACTORY.createGenerator(text);
            json.writeStartObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static EventPayload empty() {
        return new EventPayload();
    }

    static EventPayload of(Run run) {
        return new EventPayload().put("status", run.status().wireName()).put("keepOpen", run.keepOpen());
    }

    static EventPayload of(TaskState state) {
        return of(state, state.statusReason());
    }

    static EventPayload of(TaskState state, @Nullable String reason) {
        Hold hold = state.hold();
        return new EventPayload()
                .put("status", state.status().wireName())
                .put("attemptCount", state.attemptCount())
                .put("leaseId", hold == null ? null : hold.leaseId())
                .put("leasedBy", hold == null ? null : hold.workerId())
                .put("reason", reason);
    }

    EventPayload put(String name, @Nullable String value) {
        return write(() -> json.writeStringField(name, value));
    }

    EventPayload put(String name, long value) {
        return write(() -> json.writeNumberField(name, value));
    }

    EventPayload put(String name, boolean value) {
        return write(() -> json.writeBooleanField(name, value));
    }

    EventPayload put(String name, @Nullable Instant value) {
        return put(name, value == null ? null : MILLIS.format(value));
    }

    /** As {@link #put}, but leaves an absent value out. */
    EventPayload putIfPresent(String name, @Nullable Instant value) {
        return value == null ? this : put(name, value);
    }

    /** As {@link #put}, but leaves an absent value out. */
    EventPayload putIfPresent(String name, @Nullable String value) {
        return value == null ? this : put(name, value);
    }

    Json build() {
        write(() -> {
            json.writeEndObject();
            json.close();
        });
        return Json.trusted(text.toString());
    }

    private interface Step {
        void run() throws IOException;
    }

    private EventPayload write(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            // A StringWriter does not fail; were it to, the transaction must not go on.
            throw new UncheckedIOException(e);
        }
        return this;
    }
}
