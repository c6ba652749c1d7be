package dev.parallelmcp.core.model.result;

import dev.parallelmcp.core.model.Attempt;
import dev.parallelmcp.core.model.Task;
import java.util.List;
import java.util.Optional;

/**
 * One task.
 *
 * @param attempts oldest first; present when they were asked for
 */
public record TaskDetails(Task task, Optional<List<Attempt>> attempts) {}
