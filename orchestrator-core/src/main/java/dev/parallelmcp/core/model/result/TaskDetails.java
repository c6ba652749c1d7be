package dev.parallelmcp.core.model.result;

import dev.parallelmcp.core.model.Attempt;
import dev.parallelmcp.core.model.Task;
import java.util.List;
import java.util.Optional;

/**
 * One task.
 *
 * @param attempts the latest, oldest first; present when they were asked for
 * @param truncated older attempts were left out because the answer grew too large
 */
public record TaskDetails(Task task, Optional<List<Attempt>> attempts, boolean truncated) {}
