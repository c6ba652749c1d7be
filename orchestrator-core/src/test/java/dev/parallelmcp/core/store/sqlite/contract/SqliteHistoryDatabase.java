package dev.parallelmcp.core.store.sqlite.contract;

import dev.parallelmcp.core.reference.Database;
import dev.parallelmcp.core.store.Store;
import dev.parallelmcp.core.store.sqlite.Durability;
import dev.parallelmcp.core.store.sqlite.SqliteStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;

/** A file for one history. Nobody cuts the power here, so commits need not wait for the disk. */
final class SqliteHistoryDatabase implements Database {

    private static final Map<Rows, String> TABLES = new EnumMap<>(Map.of(
            Rows.RUNS, "runs",
            Rows.TASKS, "tasks",
            Rows.DEPENDENCIES, "task_dependencies",
            Rows.ATTEMPTS, "attempts",
            Rows.SNAPSHOTS, "context_snapshots",
            Rows.EVENTS, "events",
            Rows.TOKENS, "client_tokens",
            Rows.OUTPUTS, "task_outputs"));

    private final Path file;
    private final InstantSource clock;

    private SqliteHistoryDatabase(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    static void makeTemplate(Path file) {
        SqliteStore.open(file).close();
    }

    static SqliteHistoryDatabase copyOf(Path template, Path file, InstantSource clock) {
        try {
            Files.copy(template, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new SqliteHistoryDatabase(file, clock);
    }

    @Override
    public Store open() {
        return SqliteStore.builder(file)
                .clock(clock)
                .durability(Durability.NORMAL)
                .open();
    }

    @Override
    public Map<Rows, Long> rows() {
        Map<Rows, Long> rows = new EnumMap<>(Rows.class);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            for (Map.Entry<Rows, String> table : TABLES.entrySet()) {
                try (ResultSet count = statement.executeQuery("SELECT count(*) FROM " + table.getValue())) {
                    rows.put(table.getKey(), count.getLong(1));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot count rows", e);
        }
        return rows;
    }

    @Override
    public void close() {
        try {
            for (String suffix : new String[] {"", "-wal", "-shm"}) {
                Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
