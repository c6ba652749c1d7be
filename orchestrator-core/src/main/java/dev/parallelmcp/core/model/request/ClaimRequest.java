package dev.parallelmcp.core.model.request;

import java.util.List;
import java.util.Optional;

/** Asks for tasks to work on, one or several. */
public interface ClaimRequest extends Mutation {
    String workerId();

    Optional<Long> leaseMs();

    /** Empty for all kinds. */
    List<String> kinds();

    Optional<String> runId();

    Optional<String> namespace();

    /** How long to wait where nothing is ready; empty for not at all. */
    Optional<Long> waitMs();

    /** Whether a claim brings the context that its attempt is bound to. */
    boolean includeContext();

    /** Whether a claim brings what the tasks came to that its task depends on. */
    boolean includeDependencyOutputs();
}
