package dev.parallelmcp.core.store;

import dev.parallelmcp.core.model.Attempt;
import java.util.List;
import java.util.Optional;

/** Reading attempts and their leases. */
public interface AttemptReads {

    Optional<AttemptRow> find(String attemptId);

    Optional<AttemptRow> findByLease(String leaseId);

    /** The latest attempts of a task, at most {@code limit}, the oldest of them first. */
    List<Attempt> latestOfTask(String taskId, int limit);
}
