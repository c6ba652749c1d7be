package dev.parallelmcp.server.bench;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Function;

/** Claims and completes many tasks at once, by one prepared statement for each table and step. */
final class LimitBatches {

    /** A task that is held. */
    private record Held(long seq, String taskId, String attemptId, String leaseId) {}

    private static final String WORKER = Items.worker(0);

    private final RawDatabase database;
    private final LimitRows rows;
    private final PreparedStatement claimTasks;
    private final PreparedStatement claimAttempts;
    private final PreparedStatement claimEvents;
    private final PreparedStatement findTasks;
    private final PreparedStatement completeTasks;
    private final PreparedStatement completeAttempts;
    private final PreparedStatement completeEvents;

    LimitBatches(RawDatabase database, LimitRows rows) throws SQLException {
        this.database = database;
        this.rows = rows;
        this.claimTasks = prepare("batch-claim-tasks");
        this.claimAttempts = prepare("batch-claim-attempts");
        this.claimEvents = prepare("batch-claim-events");
        this.findTasks = prepare("batch-find-tasks");
        this.completeTasks = prepare("batch-complete-tasks");
        this.completeAttempts = prepare("batch-complete-attempts");
        this.completeEvents = prepare("batch-complete-events");
    }

    private PreparedStatement prepare(String name) throws SQLException {
        return database.prepare(LimitTasks.SCRIPT.text(name));
    }

    /** Claims one batch and completes it: two transactions. */
    void cycle() throws SQLException {
        database.begin();
        List<Held> held = claim();
        database.commit();
        database.begin();
        complete(held);
        database.commit();
    }

    private List<Held> claim() throws SQLException {
        List<Held> held = claimTasks(rows.now());
        String seqs = array(held, one -> Long.toString(one.seq()));
        claimAttempts.setString(1, seqs);
        Batches.require(claimAttempts.executeUpdate());
        claimEvents.setString(1, seqs);
        Batches.require(claimEvents.executeUpdate());
        return held;
    }

    private List<Held> claimTasks(long now) throws SQLException {
        claimTasks.setString(1, rows.idPrefix("attempt_"));
        claimTasks.setString(2, rows.idPrefix("lease_"));
        claimTasks.setString(3, WORKER);
        claimTasks.setLong(4, now + Items.LEASE_MILLIS);
        claimTasks.setLong(5, now);
        claimTasks.setString(6, Items.KIND);
        claimTasks.setInt(7, Batches.SIZE);
        List<Held> held = new ArrayList<>(Batches.SIZE);
        try (ResultSet claimed = claimTasks.executeQuery()) {
            while (claimed.next()) {
                held.add(
                        new Held(claimed.getLong(1), claimed.getString(2), claimed.getString(5), claimed.getString(6)));
                // The worker gets the input too.
                claimed.getString(7);
            }
        }
        Batches.require(held.size());
        return held;
    }

    private void complete(List<Held> held) throws SQLException {
        long now = rows.now();
        find(held);
        completeAttempts.setString(1, array(held, one -> '"' + one.attemptId() + '"'));
        completeAttempts.setLong(2, now);
        Batches.require(completeAttempts.executeUpdate());
        completeEvents.setString(1, array(held, one -> Long.toString(one.seq())));
        completeEvents.setLong(2, now);
        Batches.require(completeEvents.executeUpdate());
        completeTasks.setString(1, array(held, one -> "[" + one.seq() + ",\"" + one.leaseId() + "\"]"));
        completeTasks.setLong(2, now);
        completeTasks.setString(3, Items.OUTPUT);
        completeTasks.setString(4, WORKER);
        Batches.require(completeTasks.executeUpdate());
    }

    /** What each completion looks at before it changes anything. */
    private void find(List<Held> held) throws SQLException {
        findTasks.setString(1, array(held, one -> '"' + one.taskId() + '"'));
        int count = 0;
        try (ResultSet found = findTasks.executeQuery()) {
            while (found.next()) {
                for (int column = 1; column <= 5; column++) {
                    found.getString(column);
                }
                count++;
            }
        }
        Batches.require(count);
    }

    private static String array(List<Held> held, Function<Held, String> item) {
        StringJoiner array = new StringJoiner(",", "[", "]");
        held.forEach(one -> array.add(item.apply(one)));
        return array.toString();
    }
}
