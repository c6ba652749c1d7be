package dev.parallelmcp.core.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.store.jdbc.Binding;
import dev.parallelmcp.core.store.jdbc.Columns;
import dev.parallelmcp.core.store.jdbc.Session;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many stores that meet on one file. */
class StartRaceTest {
    private static final int STORES = 20;

    @TempDir
    Path folder;

    @RepeatedTest(5)
    void anyNumberMayOpenTheSameNewFileAtOnce() throws Exception {
        Path file = folder.resolve("store.db");
        List<SqliteStore> stores = Crowd.run(STORES, i -> SqliteStore.open(file));
        for (int i = 0; i < STORES; i++) {
            String id = "run" + i;
            stores.get(i).write(transaction -> {
                transaction.runs().insert(Rows.run(id));
                return true;
            });
        }
        for (int i = 0; i < STORES; i++) {
            String id = "run" + i;
            assertThat(stores.get(STORES - 1 - i)
                            .<Boolean>read(t -> t.runs().find(id).isPresent()))
                    .isTrue();
        }
        try (Session session = Raw.connect(file)) {
            assertThat(session.list("SELECT version FROM schema_migrations", Binding.NONE, Columns::number))
                    .containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        }
        stores.forEach(SqliteStore::close);
    }

    @Test
    void openingAndClosingBesideWritersDisturbsNobody() throws Exception {
        Path file = folder.resolve("busy.db");
        Crowd.run(8, thread -> {
            for (int i = 0; i < 10; i++) {
                try (SqliteStore store =
                        SqliteStore.builder(file).durability(Durability.NORMAL).open()) {
                    String id = "run" + thread + "." + i;
                    store.write(transaction -> {
                        transaction.runs().insert(Rows.run(id));
                        return true;
                    });
                }
            }
            return thread;
        });
        try (Session session = Raw.connect(file)) {
            assertThat(session.list("SELECT count(*) FROM runs", Binding.NONE, Columns::number))
                    .containsExactly(80L);
            assertThat(session.list("PRAGMA integrity_check", Binding.NONE, Columns::text))
                    .containsExactly("ok");
        }
    }
}
