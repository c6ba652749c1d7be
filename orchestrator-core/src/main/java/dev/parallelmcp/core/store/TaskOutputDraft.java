package dev.parallelmcp.core.store;

import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.OutputType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What was put out, before the store gives it its number. */
public record TaskOutputDraft(
        String attemptId, OutputType type, @Nullable String name, Json value, Instant createdAt) {}
