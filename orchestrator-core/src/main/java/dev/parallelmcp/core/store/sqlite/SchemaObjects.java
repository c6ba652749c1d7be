package dev.parallelmcp.core.store.sqlite;

import dev.parallelmcp.core.doctor.Example;
import dev.parallelmcp.core.doctor.Findings;
import dev.parallelmcp.core.doctor.Symptom;
import dev.parallelmcp.core.store.jdbc.Binding;
import dev.parallelmcp.core.store.jdbc.Migration;
import dev.parallelmcp.core.store.jdbc.Migrator;
import dev.parallelmcp.core.store.jdbc.Session;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The tables, indexes and triggers of a database, each by its name and with the statement that made it. */
record SchemaObjects(Map<String, String> statements) {

    /** What SQLite keeps for itself is left out. */
    private static final String LIST = """
            SELECT type || ' ' || name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite~_%' ESCAPE '~'
            """;

    static SchemaObjects of(Session session) {
        Map<String, String> statements = new TreeMap<>();
        session.each(LIST, Binding.NONE, row -> {
            statements.put(String.valueOf(row.textOrNull()), String.valueOf(row.textOrNull()));
            return true;
        });
        return new SchemaObjects(statements);
    }

    /** Those that the first so many steps make. */
    static SchemaObjects ofVersion(int version, InstantSource clock) {
        List<Migration> steps = SqliteSchema.MIGRATIONS.subList(0, version);
        try (Session memory = SqliteConnections.memory()) {
            new Migrator(steps).apply(memory, steps, true, clock);
            return of(memory);
        }
    }

    void compare(SchemaObjects expected, Findings findings) {
        expected.statements.forEach((name, statement) -> {
            String found = statements.get(name);
            if (!statement.equals(found)) {
                findings.add(
                        Symptom.SCHEMA_CHANGED, new Example(name, found == null ? "is missing" : "is another one"));
            }
        });
        statements.keySet().stream()
                .filter(name -> !expected.statements.containsKey(name))
                .forEach(name -> findings.add(Symptom.SCHEMA_ADDED, Example.of(name)));
    }
}
