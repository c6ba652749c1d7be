package dev.parallelmcp.core.store.sqlite;

import dev.parallelmcp.core.store.jdbc.Migration;
import dev.parallelmcp.core.store.jdbc.Migrator;
import dev.parallelmcp.core.store.jdbc.Session;
import dev.parallelmcp.core.store.jdbc.Tables;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Databases as earlier versions of this program left them. */
final class OldDatabase {

    private OldDatabase() {}

    /** Creates one with the schema of this version and what {@code fill} puts into it. */
    static void create(Path path, int version, Consumer<Tables> fill) {
        SqliteFile file = new SqliteFile(path);
        file.createIfMissing();
        List<Migration> known = SqliteSchema.MIGRATIONS.subList(0, version);
        try (Session session =
                SqliteConnections.writer(file.url(), Durability.NORMAL, new Patience(Duration.ofSeconds(1)))) {
            Transactions.begin(session);
            session.script("PRAGMA application_id = " + SqliteSchema.APPLICATION_ID);
            new Migrator(known).apply(session, known, true, () -> Rows.NOW);
            fill.accept(SqliteTables.of(session));
            Transactions.commit(session);
        }
    }
}
