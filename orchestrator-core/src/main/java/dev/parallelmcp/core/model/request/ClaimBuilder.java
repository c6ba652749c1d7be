package dev.parallelmcp.core.model.request;

import java.util.List;
import java.util.Optional;

/**
 * Collects the optional parts that all ways to claim share. Not thread-safe.
 *
 * @param <B> the builder itself, so that calls can be chained
 */
public abstract sealed class ClaimBuilder<B extends ClaimBuilder<B>>
        permits ClaimNextTaskRequest.Builder, ClaimTasksRequest.Builder {

    final String workerId;
    Optional<Long> leaseMs = Optional.empty();
    List<String> kinds = List.of();
    Optional<String> runId = Optional.empty();
    Optional<String> namespace = Optional.empty();
    Optional<Long> waitMs = Optional.empty();
    boolean includeContext;
    boolean includeDependencyOutputs;
    Optional<String> clientToken = Optional.empty();

    ClaimBuilder(String workerId) {
        this.workerId = workerId;
    }

    abstract B self();

    public B leaseMs(long leaseMs) {
        this.leaseMs = Optional.of(leaseMs);
        return self();
    }

    public B kinds(List<String> kinds) {
        this.kinds = kinds;
        return self();
    }

    public B runId(String runId) {
        this.runId = Optional.of(runId);
        return self();
    }

    public B namespace(String namespace) {
        this.namespace = Optional.of(namespace);
        return self();
    }

    /** Waits for this long at most where nothing is ready; inside a transaction nothing waits. */
    public B waitMs(long waitMs) {
        this.waitMs = Optional.of(waitMs);
        return self();
    }

    /** Brings the context that the attempt is bound to. */
    public B includeContext() {
        this.includeContext = true;
        return self();
    }

    /** Brings what the tasks came to that the task depends on. */
    public B includeDependencyOutputs() {
        this.includeDependencyOutputs = true;
        return self();
    }

    /** Makes the call safe to repeat: the same token and arguments take effect once. */
    public B clientToken(String clientToken) {
        this.clientToken = Optional.of(clientToken);
        return self();
    }
}
