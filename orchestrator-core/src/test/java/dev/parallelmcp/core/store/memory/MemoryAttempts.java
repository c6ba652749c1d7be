package dev.parallelmcp.core.store.memory;

import dev.parallelmcp.core.model.Attempt;
import dev.parallelmcp.core.store.AttemptEnd;
import dev.parallelmcp.core.store.AttemptRow;
import dev.parallelmcp.core.store.Attempts;
import dev.parallelmcp.core.store.Listing;
import dev.parallelmcp.core.store.Page;
import dev.parallelmcp.core.store.Sizes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Attempts and their leases. */
final class MemoryAttempts implements Attempts {

    private final Table<String, AttemptRow> rows;
    private final Index<String, Integer, AttemptRow> ofTask;
    /** Not taken back with a transaction: a number that was used in vain is not missed. */
    private long lastFencingToken;

    MemoryAttempts(Journal journal) {
        this.rows = new Table<>(journal);
        this.ofTask = rows.index(
                row -> List.of(row.attempt().taskId()), row -> row.attempt().number());
    }

    @Override
    public Optional<AttemptRow> find(String attemptId) {
        return rows.find(attemptId);
    }

    @Override
    public Optional<AttemptRow> findByLease(String taskId, String leaseId) {
        return ofTask.in(taskId).values().stream()
                .filter(row -> row.lease().id().equals(leaseId))
                .findFirst();
    }

    @Override
    public Listing<Attempt> latestOfTask(String taskId, Page page) {
        List<Attempt> latest = ofTask.in(taskId).descendingMap().values().stream()
                .limit(page.limit())
                .map(AttemptRow::attempt)
                .toList();
        Listing<Attempt> latestFirst = Listings.of(latest, Sizes::of, page.maxBytes());
        List<Attempt> attempts = new ArrayList<>(latestFirst.items());
        Collections.reverse(attempts);
        return new Listing<>(attempts, latestFirst.truncated());
    }

    @Override
    public AttemptRow insert(AttemptRow row) {
        return put(new AttemptDraft(row).fencingToken(++lastFencingToken));
    }

    @Override
    public void start(String attemptId, Instant at) {
        put(new AttemptDraft(rows.get(attemptId)).started(at));
    }

    @Override
    public AttemptRow renew(String attemptId, Instant expiresAt, Instant heartbeatAt) {
        return put(new AttemptDraft(rows.get(attemptId)).renewed(expiresAt, heartbeatAt));
    }

    @Override
    public void end(AttemptEnd end) {
        put(new AttemptDraft(rows.get(end.attemptId())).ended(end));
    }

    private AttemptRow put(AttemptDraft draft) {
        AttemptRow row = draft.build();
        rows.put(row.attempt().id(), row);
        return row;
    }

    void deleteOfTask(String taskId) {
        new ArrayList<>(ofTask.in(taskId).values())
                .forEach(row -> rows.remove(row.attempt().id()));
    }
}
