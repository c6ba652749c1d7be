package dev.parallelmcp.server.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The limit of graph: the very rows that the engine writes for the same graphs, inserted by prepared statements into a
 * database of the same schema, one transaction for each graph. Whatever the schema becomes, these are its rows.
 */
final class GraphLimit implements Subject {

    private static final List<String> TABLES = List.of("tasks", "task_dependencies", "events");
    private static final String RUNS = "runs";

    @Override
    public Sample measure(Path file, Load load)
            throws SQLException, IOException, InterruptedException, BenchStoppedException {
        List<StoredRows> stored = stored(file, load);
        // Opening it makes the schema.
        ProductDatabase.open(file, load.durability()).close();
        int size = Graphs.size(load);
        int graphs = load.tasks() / size;
        try (RawDatabase database = RawDatabase.open(file, load.durability())) {
            database.script("PRAGMA foreign_keys = ON");
            insertRuns(database, stored.get(0));
            Inserts inserts = new Inserts(database, stored.subList(1, stored.size()), graphs);
            return Workers.one(graphs, size, inserts::next);
        }
    }

    /** What the engine writes; first the runs. */
    private static List<StoredRows> stored(Path file, Load load)
            throws SQLException, IOException, InterruptedException, BenchStoppedException {
        try (FreshFile source = new FreshFile(Path.of(file + "-source"))) {
            try (ProductDatabase product = ProductDatabase.open(source.path(), load.durability())) {
                Graphs.enqueue(product, load);
            }
            try (RawDatabase filled = RawDatabase.open(source.path())) {
                List<StoredRows> stored = new ArrayList<>();
                stored.add(StoredRows.read(filled, RUNS));
                for (String table : TABLES) {
                    stored.add(StoredRows.read(filled, table));
                }
                return stored;
            }
        }
    }

    private static void insertRuns(RawDatabase database, StoredRows runs) throws SQLException {
        database.begin();
        try (PreparedStatement insert = database.prepare(runs.insert())) {
            insert(insert, runs.rows());
        }
        database.commit();
    }

    private static void insert(PreparedStatement statement, List<List<@Nullable Object>> rows) throws SQLException {
        for (List<@Nullable Object> row : rows) {
            for (int column = 0; column < row.size(); column++) {
                statement.setObject(column + 1, row.get(column));
            }
            statement.executeUpdate();
        }
    }

    /** Inserts the rows of one graph after the other. */
    private static final class Inserts {

        private final RawDatabase database;
        private final List<StoredRows> tables;
        private final int graphs;
        private final List<PreparedStatement> statements = new ArrayList<>();
        private int next;

        Inserts(RawDatabase database, List<StoredRows> tables, int graphs) throws SQLException {
            this.database = database;
            this.tables = tables;
            this.graphs = graphs;
            for (StoredRows table : tables) {
                statements.add(database.prepare(table.insert()));
            }
        }

        void next() throws SQLException {
            database.begin();
            for (int i = 0; i < tables.size(); i++) {
                insert(statements.get(i), tables.get(i).part(next, graphs));
            }
            database.commit();
            next++;
        }
    }
}
