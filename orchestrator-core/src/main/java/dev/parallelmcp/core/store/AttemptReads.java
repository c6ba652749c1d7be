package dev.parallelmcp.core.store;

import dev.parallelmcp.core.model.Attempt;
import java.util.Optional;

/** Reading attempts and their leases. */
public interface AttemptReads {

    Optional<AttemptRow> find(String attemptId);

    /** The attempt of this task that began with this lease. */
    Optional<AttemptRow> findByLease(String taskId, String leaseId);

    /** The latest attempts of a task, as many as the page takes, the oldest of them first. Offsets are not used. */
    Listing<Attempt> latestOfTask(String taskId, Page page);
}
