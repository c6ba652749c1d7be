package dev.parallelmcp.core.model.request;

import dev.parallelmcp.core.model.DependencyFailurePolicy;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.RetryPolicy;
import java.time.Instant;
import java.util.Optional;

/** Collects what may be said of every new task, be it enqueued by itself or in a graph. Not thread-safe. */
public abstract sealed class TaskBuilder<B extends TaskBuilder<B>>
        permits EnqueueTaskRequest.Builder, TaskDraft.Builder {

    final String kind;
    Optional<String> id = Optional.empty();
    Optional<String> key = Optional.empty();
    Optional<Integer> priority = Optional.empty();
    Optional<Integer> maxAttempts = Optional.empty();
    Optional<RetryPolicy> retry = Optional.empty();
    Optional<Long> timeoutMs = Optional.empty();
    Optional<Instant> notBefore = Optional.empty();
    Optional<Long> delayMs = Optional.empty();
    Optional<Json> input = Optional.empty();
    Optional<Json> metadata = Optional.empty();
    Optional<String> contextSnapshotId = Optional.empty();
    Optional<DependencyFailurePolicy> onDependencyFailure = Optional.empty();

    TaskBuilder(String kind) {
        this.kind = kind;
    }

    abstract B self();

    public B id(String id) {
        this.id = Optional.of(id);
        return self();
    }

    public B key(String key) {
        this.key = Optional.of(key);
        return self();
    }

    public B priority(int priority) {
        this.priority = Optional.of(priority);
        return self();
    }

    public B maxAttempts(int maxAttempts) {
        this.maxAttempts = Optional.of(maxAttempts);
        return self();
    }

    public B retry(RetryPolicy retry) {
        this.retry = Optional.of(retry);
        return self();
    }

    public B timeoutMs(long timeoutMs) {
        this.timeoutMs = Optional.of(timeoutMs);
        return self();
    }

    public B notBefore(Instant notBefore) {
        this.notBefore = Optional.of(notBefore);
        return self();
    }

    public B delayMs(long delayMs) {
        this.delayMs = Optional.of(delayMs);
        return self();
    }

    public B input(Json input) {
        this.input = Optional.of(input);
        return self();
    }

    public B metadata(Json metadata) {
        this.metadata = Optional.of(metadata);
        return self();
    }

    public B contextSnapshotId(String contextSnapshotId) {
        this.contextSnapshotId = Optional.of(contextSnapshotId);
        return self();
    }

    public B onDependencyFailure(DependencyFailurePolicy onDependencyFailure) {
        this.onDependencyFailure = Optional.of(onDependencyFailure);
        return self();
    }
}
