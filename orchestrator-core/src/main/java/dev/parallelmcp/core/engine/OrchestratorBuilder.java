package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.ambient.Ambient;
import dev.parallelmcp.core.model.request.ListRunsRequest;
import dev.parallelmcp.core.scope.Scope;
import dev.parallelmcp.core.store.Store;
import java.util.function.DoubleSupplier;

/** Collects how an orchestrator is to be. Not thread-safe. */
public final class OrchestratorBuilder {
    private final Store store;
    private Scope scope = Scope.ALL;
    private OrchestratorOptions options = OrchestratorOptions.DEFAULT;
    private IdSource ids = new TimeOrderedIds(Ambient.clock());
    private DoubleSupplier random = Ambient.random();

    OrchestratorBuilder(Store store) {
        this.store = store;
    }

    /**
     * Shows this namespace and nothing else. New runs are of it, the records of others are as if they did not exist:
     * not found, not claimed, not listed, not pruned, not heard of. A call that names another namespace is refused
     * with INVALID_ARGUMENT. Time still passes for all: a claim and {@code expireLeases} apply what is due everywhere.
     *
     * <p>INVALID_ARGUMENT for a text that cannot be a namespace.
     */
    public OrchestratorBuilder namespace(String namespace) {
        // What no request may name could not be the namespace of a run.
        ListRunsRequest.builder().namespace(namespace).build();
        this.scope = Scope.only(namespace);
        return this;
    }

    public OrchestratorBuilder options(OrchestratorOptions options) {
        this.options = options;
        return this;
    }

    /** Where ids come from; time-ordered UUIDs unless given. */
    public OrchestratorBuilder ids(IdSource ids) {
        this.ids = ids;
        return this;
    }

    /** Numbers from 0 (inclusive) to 1 (exclusive) for the jitter of retries. */
    public OrchestratorBuilder random(DoubleSupplier random) {
        this.random = random;
        return this;
    }

    public Orchestrator build() {
        return new Orchestrator(store, new Settings(scope, options, ids, random, new EventDispatcher()));
    }
}
