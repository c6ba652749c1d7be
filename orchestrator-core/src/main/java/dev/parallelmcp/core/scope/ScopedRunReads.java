package dev.parallelmcp.core.scope;

import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.result.Suggestions;
import dev.parallelmcp.core.store.Listing;
import dev.parallelmcp.core.store.PrefixQuery;
import dev.parallelmcp.core.store.RunQuery;
import dev.parallelmcp.core.store.RunReads;
import dev.parallelmcp.core.store.RunRow;
import java.util.Map;
import java.util.Optional;

/** The runs of one namespace. */
class ScopedRunReads implements RunReads {

    private final RunReads whole;
    private final Sight sight;

    ScopedRunReads(RunReads whole, Sight sight) {
        this.whole = whole;
        this.sight = sight;
    }

    final boolean seen(RunRow row) {
        return sight.ofNamespace(row.run().namespace());
    }

    @Override
    public final Optional<RunRow> find(String runId) {
        return whole.find(runId).filter(this::seen);
    }

    @Override
    public final Map<RunStatus, Integer> countByStatus(Optional<String> namespace) {
        return whole.countByStatus(sight.narrow(namespace));
    }

    @Override
    public final Listing<Run> list(RunQuery query) {
        return whole.list(query.in(sight.narrow(query.namespace())));
    }

    @Override
    public final Suggestions idsWithPrefix(PrefixQuery query) {
        return whole.idsWithPrefix(query.in(sight.narrow(query.namespace())));
    }
}
