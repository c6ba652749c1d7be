package dev.parallelmcp.server.bench;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Claims and completes by the seven statements, each prepared once. With several callers what each of them asks is in a
 * savepoint of its own, and one commit serves them all.
 */
final class LimitCycles {

    /** A task that is held. */
    private record Held(String taskId, String leaseId) {}

    /** What the completion finds. */
    private record Found(long seq, String runId, int attempt, String attemptId) {}

    private static final String WORKER = Items.worker(0);

    private final RawDatabase database;
    private final LimitRows rows;
    private final PreparedStatement savepoint;
    private final PreparedStatement release;
    private final PreparedStatement claimTask;
    private final PreparedStatement claimAttempt;
    private final PreparedStatement claimEvent;
    private final PreparedStatement findTask;
    private final PreparedStatement completeTask;
    private final PreparedStatement completeAttempt;
    private final PreparedStatement completeEvent;

    LimitCycles(RawDatabase database, LimitRows rows) throws SQLException {
        this.database = database;
        this.rows = rows;
        this.savepoint = prepare("savepoint");
        this.release = prepare("release");
        this.claimTask = prepare("claim-task");
        this.claimAttempt = prepare("claim-attempt");
        this.claimEvent = prepare("claim-event");
        this.findTask = prepare("find-task");
        this.completeTask = prepare("complete-task");
        this.completeAttempt = prepare("complete-attempt");
        this.completeEvent = prepare("complete-event");
    }

    private PreparedStatement prepare(String name) throws SQLException {
        return database.prepare(LimitTasks.SCRIPT.text(name));
    }

    /** One cycle of one caller: two transactions. */
    void cycle() throws SQLException {
        database.begin();
        Held held = claim();
        database.commit();
        database.begin();
        complete(held);
        database.commit();
    }

    /** One cycle of each caller, all claims in one transaction and all completions in one. */
    void cycles(int callers) throws SQLException {
        List<Held> held = new ArrayList<>(callers);
        database.begin();
        for (int i = 0; i < callers; i++) {
            savepoint.execute();
            held.add(claim());
            release.execute();
        }
        database.commit();
        database.begin();
        for (Held one : held) {
            savepoint.execute();
            complete(one);
            release.execute();
        }
        database.commit();
    }

    private Held claim() throws SQLException {
        long now = rows.now();
        String attemptId = rows.id("attempt_");
        String leaseId = rows.id("lease_");
        claimTask.setString(1, attemptId);
        claimTask.setString(2, leaseId);
        claimTask.setString(3, WORKER);
        claimTask.setLong(4, now + Items.LEASE_MILLIS);
        claimTask.setLong(5, now);
        claimTask.setString(6, Items.KIND);
        String taskId;
        String runId;
        int attempt;
        try (ResultSet claimed = claimTask.executeQuery()) {
            requireRow(claimed);
            taskId = claimed.getString(1);
            runId = claimed.getString(2);
            attempt = claimed.getInt(3);
            // The worker gets the input too.
            claimed.getString(4);
        }
        claimAttempt.setString(1, attemptId);
        claimAttempt.setString(2, leaseId);
        claimAttempt.setString(3, taskId);
        claimAttempt.setInt(4, attempt);
        claimAttempt.setString(5, WORKER);
        claimAttempt.setLong(6, now);
        claimAttempt.executeUpdate();
        String payload = LimitRows.claimed(leaseId, WORKER, attempt, now);
        append(claimEvent, new Found(0, runId, attempt, attemptId), taskId, payload);
        return new Held(taskId, leaseId);
    }

    private void complete(Held held) throws SQLException {
        long now = rows.now();
        Found found = find(held.taskId());
        completeTask.setLong(1, now);
        completeTask.setLong(2, now);
        completeTask.setString(3, Items.OUTPUT);
        completeTask.setLong(4, found.seq());
        completeTask.setString(5, held.leaseId());
        completeTask.setString(6, WORKER);
        requireOne(completeTask.executeUpdate());
        completeAttempt.setLong(1, now);
        completeAttempt.setString(2, found.attemptId());
        requireOne(completeAttempt.executeUpdate());
        append(completeEvent, found, held.taskId(), LimitRows.completed(found.attempt()));
    }

    private Found find(String taskId) throws SQLException {
        findTask.setString(1, taskId);
        try (ResultSet task = findTask.executeQuery()) {
            requireRow(task);
            // The status says which refusal a completion would get.
            task.getString(3);
            return new Found(task.getLong(1), task.getString(2), task.getInt(4), task.getString(5));
        }
    }

    private void append(PreparedStatement event, Found found, String taskId, String payload) throws SQLException {
        event.setString(1, found.runId());
        event.setString(2, taskId);
        event.setString(3, found.attemptId());
        event.setLong(4, rows.now());
        event.setString(5, payload);
        event.executeUpdate();
    }

    static void requireRow(ResultSet rows) throws SQLException {
        if (!rows.next()) {
            throw new IllegalStateException("no task is left for the limit");
        }
    }

    static void requireOne(int changed) {
        if (changed != 1) {
            throw new IllegalStateException("the limit changed " + changed + " rows instead of 1");
        }
    }
}
