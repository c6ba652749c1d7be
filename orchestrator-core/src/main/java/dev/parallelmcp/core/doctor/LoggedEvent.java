package dev.parallelmcp.core.doctor;

import dev.parallelmcp.core.model.Event;
import org.jspecify.annotations.Nullable;

/** An event as it is stored. Its type may be one that this program does not know. */
public record LoggedEvent(long id, String runId, @Nullable String taskId, String type, String payload) {

    public static LoggedEvent of(Event event) {
        return new LoggedEvent(
                event.id(),
                event.runId(),
                event.taskId().orElse(null),
                event.eventType().wireName(),
                event.payload().text());
    }
}
