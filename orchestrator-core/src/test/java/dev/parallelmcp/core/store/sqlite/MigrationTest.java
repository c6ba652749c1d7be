package dev.parallelmcp.core.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.model.Detail;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.TaskView;
import dev.parallelmcp.core.store.Page;
import dev.parallelmcp.core.store.TaskQuery;
import dev.parallelmcp.core.store.TaskRow;
import dev.parallelmcp.core.store.jdbc.Binding;
import dev.parallelmcp.core.store.jdbc.Columns;
import dev.parallelmcp.core.store.jdbc.Session;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What older versions wrote is there after the schema was brought up to date, and found by the new indexes. */
class MigrationTest {
    @TempDir
    Path folder;

    @Test
    void recordsOfTheFirstSchemaAreFoundByNamespace() {
        Path file = folder.resolve("store.db");
        Instant due = Rows.NOW.plusSeconds(5);
        OldDatabase.create(file, 1, tables -> {
            tables.runs().insert(Rows.run("run"));
            TaskRow dead = Rows.task("dead", "run");
            tables.tasks()
                    .insert(dead.with(Rows.ended(dead, TaskStatus.FAILED)
                            .edit()
                            .dead(true)
                            .build()));
            tables.tasks()
                    .insert(Rows.task("delayed", "run")
                            .with(Rows.queued().notBefore(due).delayed(true).build()));
        });
        try (SqliteStore store = SqliteStore.open(file)) {
            store.read(tx -> {
                assertThat(tx.tasks().nextDue(Optional.of(Rows.NAMESPACE))).contains(due);
                assertThat(tx.tasks().nextDue(Optional.of("other"))).isEmpty();
                assertThat(tx.tasks().listDead(dead()).items())
                        .extracting(TaskView::id)
                        .containsExactly("dead");
                return true;
            });
        }
        try (Session session = Raw.connect(file)) {
            assertThat(session.list("PRAGMA integrity_check", Binding.NONE, Columns::text))
                    .containsExactly("ok");
            assertThat(session.list("SELECT version FROM schema_migrations", Binding.NONE, Columns::number))
                    .containsExactly(1L, 2L, 3L);
        }
    }

    private static TaskQuery dead() {
        return new TaskQuery(
                Optional.of(Rows.NAMESPACE),
                Optional.empty(),
                List.of(TaskStatus.FAILED),
                List.of(),
                Optional.empty(),
                Detail.SUMMARY,
                new Page(10, 0, 100_000));
    }
}
