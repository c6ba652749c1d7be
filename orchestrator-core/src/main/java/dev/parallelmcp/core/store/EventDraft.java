package dev.parallelmcp.core.store;

import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An event before the store gives it its id. */
public record EventDraft(
        String namespace,
        String runId,
        @Nullable String taskId,
        @Nullable String attemptId,
        EventType type,
        Json payload,
        Instant createdAt) {}
