package dev.parallelmcp.server.bench;

import dev.parallelmcp.core.store.sqlite.Durability;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A new database of the limit's schema, with tasks in it. */
final class LimitTasks {

    static final LimitScript SCRIPT = LimitScript.load();

    private LimitTasks() {}

    /** Makes the database and one run of so many tasks. */
    static RawDatabase create(Path file, Durability durability, int tasks, LimitRows rows) throws SQLException {
        RawDatabase database = RawDatabase.open(file, durability);
        try {
            database.script(SCRIPT.text("schema"));
            enqueue(database, tasks, rows);
            return database;
        } catch (SQLException e) {
            database.close();
            throw e;
        }
    }

    private static void enqueue(RawDatabase database, int tasks, LimitRows rows) throws SQLException {
        PreparedStatement enqueue = database.prepare(SCRIPT.text("enqueue"));
        String runId = rows.id("run_");
        database.begin();
        for (int i = 0; i < tasks; i++) {
            long now = rows.now();
            enqueue.setString(1, rows.id("task_"));
            enqueue.setString(2, runId);
            enqueue.setString(3, Items.KIND);
            enqueue.setLong(4, now);
            enqueue.setLong(5, now);
            enqueue.setString(6, Items.INPUT);
            enqueue.executeUpdate();
        }
        database.commit();
        enqueue.close();
    }
}
