package dev.parallelmcp.core.reference;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What an event says. Fields are equal when their values are; a field without a value is left out, but for the five. */
final class Payload {

    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Map<String, Object> fields = new LinkedHashMap<>();

    private Payload() {}

    static Payload empty() {
        return new Payload();
    }

    static Payload of(ModelRun run) {
        return new Payload().with("status", run.status.wireName()).with("keepOpen", run.keepOpen);
    }

    /** The five that every payload about a task has, null where there is no value. */
    static Payload of(ModelTask task) {
        Payload payload = new Payload();
        payload.fields.put("status", task.status.wireName());
        payload.fields.put("attemptCount", (long) task.attemptCount());
        payload.fields.put(
                "leaseId", task.holder().map(holder -> holder.leaseId).orElse(null));
        payload.fields.put(
                "leasedBy", task.holder().map(holder -> holder.workerId).orElse(null));
        payload.fields.put("reason", task.statusReason.orElse(null));
        return payload;
    }

    Payload with(String field, Object value) {
        fields.put(field, value instanceof Integer number ? Long.valueOf(number) : value);
        return this;
    }

    Payload withInstant(String field, Optional<Instant> value) {
        value.ifPresent(instant -> fields.put(field, MILLIS.format(instant)));
        return this;
    }

    Payload withText(String field, Optional<String> value) {
        value.ifPresent(text -> fields.put(field, text));
        return this;
    }

    Map<String, Object> fields() {
        return fields;
    }
}
