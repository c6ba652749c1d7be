package dev.parallelmcp.core.store;

import dev.parallelmcp.core.model.AttemptStatus;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.LeaseStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How an attempt and its lease end. */
public record AttemptEnd(
        String attemptId,
        AttemptStatus status,
        LeaseStatus leaseStatus,
        boolean counted,
        Instant at,
        @Nullable String error,
        @Nullable Json output,
        @Nullable Json metadata) {}
