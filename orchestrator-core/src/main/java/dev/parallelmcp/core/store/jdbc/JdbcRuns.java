package dev.parallelmcp.core.store.jdbc;

import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.RunTally;
import dev.parallelmcp.core.store.Listing;
import dev.parallelmcp.core.store.Page;
import dev.parallelmcp.core.store.PageBuilder;
import dev.parallelmcp.core.store.RunQuery;
import dev.parallelmcp.core.store.RunRow;
import dev.parallelmcp.core.store.Runs;
import dev.parallelmcp.core.store.Sizes;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs in a SQL database. How a list finds its rows differs between databases; the rest is here. */
public abstract class JdbcRuns implements Runs {
    private final Session session;

    protected JdbcRuns(Session session) {
        this.session = session;
    }

    protected final Session session() {
        return session;
    }

    /** The place in the order of creation of the runs of a page, in the order asked for. */
    protected abstract List<Long> listSeqs(RunQuery query);

    /** Ids of runs to prune. */
    @Override
    public abstract List<String> prunable(
            Optional<String> namespace, List<RunStatus> statuses, Instant olderThan, int limit);

    @Override
    public final Optional<RunRow> find(String runId) {
        return session.first(RunSql.FIND, params -> params.text(runId), RunMapping::read);
    }

    @Override
    public final Listing<Run> list(RunQuery query) {
        Page page = query.page();
        PageBuilder<Run> runs = new PageBuilder<>(page.maxBytes());
        for (Long seq : listSeqs(query)) {
            Optional<Run> run = session.first(RunSql.FIND_BY_SEQ, params -> params.number(seq), RunMapping::read)
                    .map(RunRow::run);
            if (run.isPresent() && !runs.add(run.get(), Sizes.of(run.get()))) {
                break;
            }
        }
        return runs.listing();
    }

    @Override
    public final Map<RunStatus, Integer> countByStatus(Optional<String> namespace) {
        Map<RunStatus, Integer> counts = new EnumMap<>(RunStatus.class);
        session.each(
                namespace.isEmpty() ? RunSql.COUNT : RunSql.COUNT_OF_NAMESPACE,
                namespace.isEmpty() ? Binding.NONE : params -> params.text(namespace.get()),
                row -> {
                    counts.put(row.name(RunMapping.STATUSES), row.smallNumber());
                    return true;
                });
        return counts;
    }

    @Override
    public final void insert(RunRow row) {
        session.update(RunSql.INSERT, params -> RunMapping.bind(params, row));
    }

    @Override
    public final RunRow adjust(String runId, RunTally change) {
        return session.first(
                        RunSql.ADJUST,
                        params -> {
                            RunMapping.bindTally(params, change);
                            params.text(runId);
                        },
                        RunMapping::read)
                .orElseThrow(() -> Damage.contradiction("there is no run " + runId + " to adjust"));
    }

    @Override
    public final void save(RunRow row) {
        Run run = row.run();
        int changed = session.update(
                RunSql.SAVE,
                params -> params.name(run.status())
                        .name(row.gate())
                        .flag(run.keepOpen())
                        .text(run.currentContextSnapshotId().orElse(null))
                        .time(run.updatedAt())
                        .text(run.id()));
        if (changed != 1) {
            throw Damage.contradiction("there is no run " + run.id() + " to save");
        }
    }

    @Override
    public final void delete(String runId) {
        for (String statement : RunSql.DELETE) {
            session.update(statement, params -> params.text(runId));
        }
    }
}
