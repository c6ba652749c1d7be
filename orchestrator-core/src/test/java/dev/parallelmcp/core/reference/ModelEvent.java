package dev.parallelmcp.core.reference;

import dev.parallelmcp.core.model.Event;
import dev.parallelmcp.core.model.EventType;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** An event without its id, which nobody can foresee. */
record ModelEvent(
        String runId,
        Optional<String> taskId,
        Optional<String> attemptId,
        EventType eventType,
        Object payload,
        Instant createdAt) {

    static ModelEvent of(Event event) {
        return new ModelEvent(
                event.runId(),
                event.taskId(),
                event.attemptId(),
                event.eventType(),
                JsonValues.of(event.payload()),
                event.createdAt());
    }

    /** A field of the payload, or null. */
    Object field(String name) {
        return payload instanceof Map<?, ?> fields ? fields.get(name) : null;
    }
}
