package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.model.KindStats;
import dev.parallelmcp.core.model.Limits;
import dev.parallelmcp.core.model.request.GetStatsRequest;
import dev.parallelmcp.core.model.result.StatsResult;
import dev.parallelmcp.core.store.KindCounts;
import dev.parallelmcp.core.store.ReadTransaction;
import dev.parallelmcp.core.store.WorkCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Counting what there is. */
final class StatsQueries {

    private StatsQueries() {}

    static StatsResult get(ReadTransaction tx, GetStatsRequest request) {
        Instant now = tx.now();
        List<KindCounts> kinds = tx.tasks().countByKind(request.namespace(), now);
        WorkCounts all = kinds.stream().map(KindCounts::counts).reduce(WorkCounts.ZERO, WorkCounts::plus);
        return new StatsResult(
                all.ready(),
                all.delayed(),
                all.blockedByDependency(),
                all.leased(),
                all.paused(),
                all.dead(),
                age(all, now),
                kinds.stream()
                        .limit(Limits.MAX_KINDS_SHOWN)
                        .map(kind -> stats(kind, now))
                        .toList(),
                tx.runs().countByStatus(request.namespace()),
                kinds.size() > Limits.MAX_KINDS_SHOWN);
    }

    private static KindStats stats(KindCounts kind, Instant now) {
        WorkCounts counts = kind.counts();
        return new KindStats(
                kind.kind(),
                counts.ready(),
                counts.delayed(),
                counts.blockedByDependency(),
                counts.leased(),
                counts.paused(),
                counts.dead(),
                age(counts, now));
    }

    /** Never negative, though a clock that was set back may say so. */
    private static Optional<Long> age(WorkCounts counts, Instant now) {
        return counts.readySince()
                .map(since -> Math.max(0, Duration.between(since, now).toMillis()));
    }
}
