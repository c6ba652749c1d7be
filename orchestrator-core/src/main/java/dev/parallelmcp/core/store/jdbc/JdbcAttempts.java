package dev.parallelmcp.core.store.jdbc;

import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.Attempt;
import dev.parallelmcp.core.store.AttemptEnd;
import dev.parallelmcp.core.store.AttemptRow;
import dev.parallelmcp.core.store.Attempts;
import dev.parallelmcp.core.store.Listing;
import dev.parallelmcp.core.store.Page;
import dev.parallelmcp.core.store.PageBuilder;
import dev.parallelmcp.core.store.Sizes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Attempts and their leases in a SQL database. */
public final class JdbcAttempts implements Attempts {
    private final Session session;

    public JdbcAttempts(Session session) {
        this.session = session;
    }

    @Override
    public Optional<AttemptRow> find(String attemptId) {
        return session.first(AttemptSql.FIND, params -> params.text(attemptId), AttemptMapping::read);
    }

    @Override
    public Optional<AttemptRow> findByLease(String taskId, String leaseId) {
        return session.first(
                AttemptSql.FIND_BY_LEASE, params -> params.text(taskId).text(leaseId), AttemptMapping::read);
    }

    @Override
    public Listing<Attempt> latestOfTask(String taskId, Page page) {
        PageBuilder<Attempt> latestFirst = new PageBuilder<>(page.maxBytes());
        session.each(AttemptSql.LATEST_OF_TASK, params -> params.text(taskId).number(page.limit()), row -> {
            Attempt attempt = AttemptMapping.read(row).attempt();
            return latestFirst.add(attempt, Sizes.of(attempt));
        });
        List<Attempt> attempts = new ArrayList<>(latestFirst.items());
        Collections.reverse(attempts);
        return new Listing<>(attempts, latestFirst.truncated());
    }

    @Override
    public AttemptRow insert(AttemptRow row) {
        long fencingToken = session.first(
                        AttemptSql.INSERT, params -> AttemptMapping.bind(params, row), Columns::number)
                .orElseThrow(() -> new IllegalStateException("the new attempt has no fencing token"));
        return AttemptMapping.withFencingToken(row, fencingToken);
    }

    @Override
    public void start(String attemptId, Instant at) {
        changed(
                attemptId,
                session.update(AttemptSql.START, params -> params.time(at).text(attemptId)));
    }

    @Override
    public AttemptRow renew(String attemptId, Instant expiresAt, Instant heartbeatAt) {
        return session.first(
                        AttemptSql.RENEW,
                        params -> params.time(expiresAt).time(heartbeatAt).text(attemptId),
                        AttemptMapping::read)
                .orElseThrow(() -> missing(attemptId));
    }

    @Override
    public void end(AttemptEnd end) {
        changed(
                end.attemptId(),
                session.update(
                        AttemptSql.END,
                        params -> params.name(end.status())
                                .name(end.leaseStatus())
                                .flag(end.counted())
                                .time(end.at())
                                .text(end.error())
                                .json(end.output())
                                .json(end.metadata())
                                .text(end.attemptId())));
    }

    private static void changed(String attemptId, int rows) {
        if (rows != 1) {
            throw missing(attemptId);
        }
    }

    private static OrchestratorException missing(String attemptId) {
        return Damage.contradiction("there is no attempt " + attemptId);
    }
}
