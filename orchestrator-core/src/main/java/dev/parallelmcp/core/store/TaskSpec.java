package dev.parallelmcp.core.store;

import dev.parallelmcp.core.model.DependencyFailurePolicy;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.RetryPolicy;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a task is from its enqueue on and never changes.
 *
 * @param seq its place in the order of enqueueing, given by the store; 0 before it is inserted
 * @param namespace that of its run
 * @param contextPinned its context was chosen at enqueue and is not bound again at claims
 */
public record TaskSpec(
        long seq,
        String id,
        String runId,
        String namespace,
        String kind,
        @Nullable String key,
        int priority,
        int maxAttempts,
        RetryPolicy retry,
        @Nullable Long timeoutMs,
        @Nullable Json input,
        @Nullable Json metadata,
        List<String> dependsOn,
        DependencyFailurePolicy onDependencyFailure,
        boolean contextPinned,
        Instant createdAt) {}
