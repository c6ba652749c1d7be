package dev.parallelmcp.core.store.sqlite;

import dev.parallelmcp.core.store.jdbc.Binding;
import dev.parallelmcp.core.store.jdbc.Columns;
import dev.parallelmcp.core.store.jdbc.Session;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The schema after all migrations, as one file to read; every migration shows in its difference. */
class SchemaDumpTest {
    private static final String DUMP = """
            SELECT sql || ';' FROM sqlite_master WHERE sql IS NOT NULL ORDER BY tbl_name, type DESC, name
            """;

    @Test
    void schemaIsTheOneThatWasReviewed() {
        try (Session session = SqliteConnections.memory()) {
            SqliteSchema.migrate(session, new Patience(Duration.ZERO), () -> Rows.NOW);
            String dump = String.join("\n\n", session.list(DUMP, Binding.NONE, Columns::text)) + "\n";
            Golden.assertMatches("schema.sql", dump);
        }
    }
}
