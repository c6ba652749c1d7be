package dev.parallelmcp.core.store.jdbc;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import java.time.InstantSource;
import java.util.List;

/**
 * Brings a database to the schema that this program knows. The caller holds the lock that keeps out other programs from
 * {@link #pending} to the commit of {@link #apply}; asking without it is good for one thing, to skip the lock.
 */
public final class Migrator {

    private static final String CREATE_TABLE = """
            CREATE TABLE schema_migrations (
                version INTEGER NOT NULL PRIMARY KEY,
                name TEXT NOT NULL,
                checksum TEXT NOT NULL,
                applied_at BIGINT NOT NULL)
            """;

    private static final String LIST_APPLIED = """
            SELECT version, checksum FROM schema_migrations ORDER BY version
            """;

    private static final String INSERT = """
            INSERT INTO schema_migrations (version, name, checksum, applied_at) VALUES (?, ?, ?, ?)
            """;

    /** A step that a database went. */
    public record Applied(int version, String checksum) {

        /** Whether it is this step of ours. */
        public boolean is(Migration migration) {
            return version == migration.version() && checksum.equals(migration.checksum());
        }
    }

    private final List<Migration> known;

    /** @param known all migrations of this program, in order, the first with version 1 */
    public Migrator(List<Migration> known) {
        this.known = List.copyOf(known);
    }

    /**
     * The migrations still to apply.
     *
     * @param empty whether the database has no tables at all
     * @throws OrchestratorException SCHEMA_TOO_NEW when a newer program has been here, STORE_CORRUPT when the database
     *     went another way than this program's migrations
     */
    public List<Migration> pending(Session session, boolean empty) {
        if (empty) {
            return known;
        }
        List<Applied> applied = applied(session);
        for (int i = 0; i < applied.size(); i++) {
            check(applied.get(i), i, applied.size());
        }
        return known.subList(applied.size(), known.size());
    }

    /** The steps that a database which is not empty went, in their order. */
    public static List<Applied> applied(Session session) {
        return session.list(
                LIST_APPLIED, Binding.NONE, row -> new Applied(row.smallNumber(), String.valueOf(row.textOrNull())));
    }

    private void check(Applied applied, int index, int count) {
        if (count > known.size()) {
            throw OrchestratorException.of(
                    ErrorCode.SCHEMA_TOO_NEW,
                    "the database has schema version " + count
                            + ", written by a newer version of this program; this one" + " knows versions up to "
                            + known.size());
        }
        Migration expected = known.get(index);
        if (!applied.is(expected)) {
            throw OrchestratorException.of(
                    ErrorCode.STORE_CORRUPT,
                    "step " + applied.version() + " of the database's schema is not the one this program knows");
        }
    }

    /** Applies {@code migrations} in the transaction that is open. */
    public void apply(Session session, List<Migration> migrations, boolean empty, InstantSource clock) {
        if (empty) {
            session.script(CREATE_TABLE);
        }
        for (Migration migration : migrations) {
            session.script(migration.sql());
            session.update(
                    INSERT,
                    params -> params.number(migration.version())
                            .text(migration.name())
                            .text(migration.checksum())
                            .time(clock.instant()));
        }
    }
}
