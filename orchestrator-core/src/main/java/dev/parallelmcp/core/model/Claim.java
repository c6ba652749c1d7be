package dev.parallelmcp.core.model;

import java.util.List;
import java.util.Optional;

/**
 * A task that a worker now holds, with everything that it needs to work on it.
 *
 * @param context what the snapshot says that the attempt is bound to, where it was asked for and there is one
 * @param contextBytes instead of a context that was too large for the answer: its size
 * @param dependencyOutputs where they were asked for: the tasks that this one depends on, in the order of its
 *     dependsOnTaskIds
 */
public record Claim(
        Run run,
        Task task,
        Attempt attempt,
        Lease lease,
        Optional<Json> context,
        Optional<Long> contextBytes,
        Optional<List<DependencyOutput>> dependencyOutputs) {

    public Claim {
        dependencyOutputs = dependencyOutputs.map(List::copyOf);
    }

    /** A claim without what is brought on request. */
    public Claim(Run run, Task task, Attempt attempt, Lease lease) {
        this(run, task, attempt, lease, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
