package dev.parallelmcp.core.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.parallelmcp.core.model.ContextScope;
import dev.parallelmcp.core.model.ContextSnapshot;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.RunTally;
import dev.parallelmcp.core.scope.Scope;
import dev.parallelmcp.core.store.OutputRoom;
import dev.parallelmcp.core.store.Page;
import dev.parallelmcp.core.store.TaskRow;
import dev.parallelmcp.core.store.TokenRow;
import dev.parallelmcp.core.store.Transaction;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A use case that forgot to look whose record it is about: its view of the store does not let it through. */
class ScopeGuardTest {
    private static final OutputRoom ROOM = new OutputRoom(10, 1_000);

    private final SqliteStore store = SqliteStore.inMemory();
    private final Scope other = Scope.only("other");

    @BeforeEach
    void fill() {
        store.write(tx -> {
            tx.runs().insert(Rows.run("run"));
            TaskRow task = tx.tasks().insert(Rows.task("task", "run"));
            tx.taskOutputs().append(task, Rows.output("1"), ROOM);
            return tx.tasks().save(task, Rows.leased(task, tx.attempts().insert(Rows.attempt(task, "1"))));
        });
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void forbidden(Consumer<Transaction> change) {
        assertThatIllegalStateException()
                .isThrownBy(() -> store.write(tx -> {
                    change.accept(other.view(tx));
                    return true;
                }));
    }

    @Test
    void changesOfForeignRecordsAreMistakes() {
        forbidden(tx -> tx.runs().insert(Rows.run("new")));
        forbidden(tx -> tx.runs().save(Rows.run("run")));
        forbidden(tx -> tx.runs().adjust("run", RunTally.ZERO));
        forbidden(tx -> tx.runs().delete("run"));
        forbidden(tx -> tx.tasks().insert(Rows.task("new", "run")));
        forbidden(tx -> tx.tasks()
                .save(Rows.task("task", "run"), Rows.task("task", "run").state()));
        forbidden(tx -> tx.taskOutputs().append(Rows.task("task", "run"), Rows.output("1"), ROOM));
        forbidden(tx -> tx.events().append(Rows.event("run", EventType.TASK_ENQUEUED)));
        forbidden(tx -> tx.tokens().insert(new TokenRow(Rows.NAMESPACE, "t", "o", "h", "run", "task", null)));
        forbidden(tx -> tx.snapshots()
                .insert(new ContextSnapshot(
                        "ctx",
                        "run",
                        Optional.empty(),
                        ContextScope.RUN,
                        Optional.empty(),
                        Optional.empty(),
                        Json.of("1"),
                        Rows.NOW)));
    }

    @Test
    void whatIsDueIsAppliedToTheWholeStoreOnly() {
        forbidden(tx -> tx.tasks().due(Rows.NOW, 1));
        forbidden(tx -> tx.tasks().endDelays(List.of("task")));
    }

    @Test
    void questionsAboutForeignRecordsAreAnsweredAsAboutNone() {
        store.write(whole -> {
            Transaction tx = other.view(whole);
            assertThat(tx.attempts().find("attempt_1")).isEmpty();
            assertThat(tx.attempts().findByLease("task", "lease_1")).isEmpty();
            assertThat(tx.attempts()
                            .latestOfTask("task", new Page(10, 0, 10_000))
                            .items())
                    .isEmpty();
            assertThat(tx.taskOutputs().list("task", 0, new Page(10, 0, 10_000)).items())
                    .isEmpty();
            assertThat(whole.taskOutputs()
                            .list("task", 0, new Page(10, 0, 10_000))
                            .items())
                    .hasSize(1);
            assertThat(tx.tasks().dependencyStates("run", List.of("task"))).isEmpty();
            assertThat(tx.tasks().idsTaken(List.of("task"))).isEmpty();
            assertThat(tx.tasks().keysTaken("run", List.of("key"))).isEmpty();
            assertThat(tx.tasks().summaries("run", List.of("task"), 10_000).items())
                    .isEmpty();
            assertThat(tx.tasks().unfinished("run", 10)).isEmpty();
            assertThat(whole.tasks().idsTaken(List.of("other", "task"))).containsExactly("task");
            assertThat(whole.tasks().summaries("run", List.of("task"), 10_000).items())
                    .hasSize(1);
            assertThat(whole.attempts().find("attempt_1")).isPresent();
            assertThat(whole.attempts()
                            .latestOfTask("task", new Page(10, 0, 10_000))
                            .items())
                    .hasSize(1);
            assertThat(whole.tasks().dependencyStates("run", List.of("task"))).hasSize(1);
            assertThat(whole.tasks().unfinished("run", 10)).hasSize(1);
            return true;
        });
    }
}
