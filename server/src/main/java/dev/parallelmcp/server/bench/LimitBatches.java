package dev.parallelmcp.server.bench;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** Claims and completes many tasks at once, by one prepared statement for each table and step. */
final class LimitBatches {

    /** A task that is held. */
    private record Held(String taskId, String runId, int attempt, String attemptId, String leaseId) {}

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
        long now = rows.now();
        List<Held> held = claimTasks(now);
        StringJoiner attempts = array();
        StringJoiner events = array();
        for (Held one : held) {
            attempts.add("[\"" + one.attemptId() + "\",\"" + one.leaseId() + "\",\"" + one.taskId() + "\","
                    + one.attempt() + "]");
            events.add(event(one, LimitRows.claimed(one.leaseId(), WORKER, one.attempt(), now)));
        }
        claimAttempts.setString(1, attempts.toString());
        claimAttempts.setString(2, WORKER);
        claimAttempts.setLong(3, now);
        Batches.require(claimAttempts.executeUpdate());
        append(claimEvents, events, now);
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
                held.add(new Held(
                        claimed.getString(1),
                        claimed.getString(2),
                        claimed.getInt(3),
                        claimed.getString(4),
                        claimed.getString(5)));
                // The worker gets the input too.
                claimed.getString(6);
            }
        }
        Batches.require(held.size());
        return held;
    }

    private void complete(List<Held> held) throws SQLException {
        long now = rows.now();
        StringJoiner tasks = array();
        StringJoiner attempts = array();
        StringJoiner events = array();
        List<Long> seqs = find(held);
        for (int i = 0; i < held.size(); i++) {
            Held one = held.get(i);
            tasks.add("[" + seqs.get(i) + ",\"" + one.leaseId() + "\"]");
            attempts.add("\"" + one.attemptId() + "\"");
            events.add(event(one, LimitRows.completed(one.attempt())));
        }
        completeTasks.setString(1, tasks.toString());
        completeTasks.setLong(2, now);
        completeTasks.setString(3, Items.OUTPUT);
        completeTasks.setString(4, WORKER);
        Batches.require(completeTasks.executeUpdate());
        completeAttempts.setString(1, attempts.toString());
        completeAttempts.setLong(2, now);
        Batches.require(completeAttempts.executeUpdate());
        append(completeEvents, events, now);
    }

    /** The rows of the tasks, in the order in which they are given. */
    private List<Long> find(List<Held> held) throws SQLException {
        StringJoiner ids = array();
        held.forEach(one -> ids.add("\"" + one.taskId() + "\""));
        findTasks.setString(1, ids.toString());
        List<Long> seqs = new ArrayList<>(held.size());
        try (ResultSet found = findTasks.executeQuery()) {
            while (found.next()) {
                seqs.add(found.getLong(1));
                for (int column = 2; column <= 6; column++) {
                    found.getString(column);
                }
            }
        }
        Batches.require(seqs.size());
        return seqs;
    }

    private static StringJoiner array() {
        return new StringJoiner(",", "[", "]");
    }

    private static String event(Held held, String payload) {
        return "[\"" + held.runId() + "\",\"" + held.taskId() + "\",\"" + held.attemptId() + "\",\""
                + payload.replace("\"", "\\\"") + "\"]";
    }

    private static void append(PreparedStatement event, StringJoiner events, long now) throws SQLException {
        event.setString(1, events.toString());
        event.setLong(2, now);
        Batches.require(event.executeUpdate());
    }
}
