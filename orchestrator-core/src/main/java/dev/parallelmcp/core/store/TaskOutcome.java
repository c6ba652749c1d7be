package dev.parallelmcp.core.store;

import dev.parallelmcp.core.model.TaskStatus;
import java.util.Optional;

/**
 * What a task came to, without the texts that may be large.
 *
 * @param outputBytes the size of its output in UTF-8; empty when it has none
 * @param errorBytes the size of its error in UTF-8; empty when it has none
 */
public record TaskOutcome(
        String taskId,
        Optional<String> key,
        String kind,
        TaskStatus status,
        Optional<Long> outputBytes,
        Optional<Long> errorBytes) {}
