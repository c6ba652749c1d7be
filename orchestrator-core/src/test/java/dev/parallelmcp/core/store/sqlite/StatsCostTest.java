package dev.parallelmcp.core.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.model.DependencyFailurePolicy;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.RunTally;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.store.RunRow;
import dev.parallelmcp.core.store.TaskRow;
import dev.parallelmcp.core.store.WorkCounts;
import dev.parallelmcp.core.store.jdbc.Session;
import dev.parallelmcp.core.store.jdbc.Tables;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What statistics cost, in steps of SQLite's virtual machine, does not depend on what has ended. */
class StatsCostTest {
    private static final int FEW = 40;
    private static final int MANY = 20_000;

    private static final List<TaskStatus> ENDS = List.of(TaskStatus.COMPLETED, TaskStatus.FAILED, TaskStatus.CANCELLED);

    @Test
    void fiveLiveTasksAreCountedAtTheSameCostBesideFewAndBesideManyEndedOnes() throws SQLException {
        List<Integer> few = steps(FEW);
        assertThat(steps(MANY)).isEqualTo(few);
        assertThat(few).allSatisfy(steps -> assertThat(steps).isBetween(10, 1_500));
    }

    private static List<Integer> steps(int ended) throws SQLException {
        try (Session session = SqliteConnections.memory()) {
            SqliteSchema.migrate(session, new Patience(Duration.ZERO), () -> Rows.NOW);
            Tables tables = SqliteTables.of(session);
            Transactions.begin(session);
            fill(tables, ended);
            Transactions.commit(session);
            List<Integer> steps = new ArrayList<>();
            for (Optional<String> namespace : List.of(Optional.<String>empty(), Optional.of(Rows.NAMESPACE))) {
                requireFiveAlive(tables, namespace, ended);
                steps.add(VmSteps.counted(session, () -> tables.tasks().countByKind(namespace, Rows.NOW)));
                steps.add(VmSteps.counted(session, () -> tables.runs().countByStatus(namespace)));
            }
            return steps;
        }
    }

    private static void requireFiveAlive(Tables tables, Optional<String> namespace, int ended) {
        assertThat(tables.tasks().countByKind(namespace, Rows.NOW))
                .singleElement()
                .satisfies(kind -> assertThat(kind.counts())
                        .isEqualTo(new WorkCounts(1, 1, 1, 1, 1, ended / 4, Optional.of(Rows.NOW))));
        assertThat(tables.runs().countByStatus(namespace))
                .containsEntry(RunStatus.COMPLETED, ended / 4)
                .containsEntry(RunStatus.ACTIVE, 1);
    }

    /** A live run with a task of every sort, among ended tasks of its own, and ended runs beside it. */
    private static void fill(Tables tables, int ended) {
        tables.runs().insert(run("run", RunStatus.ACTIVE));
        TaskRow root = Rows.task("root", "run");
        tables.tasks().insert(root.with(Rows.ended(root, TaskStatus.COMPLETED)));
        for (int i = 0; i < ended / 4; i++) {
            tables.runs().insert(run("run" + i, RunStatus.COMPLETED));
            TaskRow elsewhere = Rows.task("elsewhere" + i, "run" + i);
            tables.tasks().insert(elsewhere.with(Rows.ended(elsewhere, ENDS.get(i % ENDS.size()))));
            TaskRow beside = Rows.task("beside" + i, "run");
            tables.tasks().insert(beside.with(Rows.ended(beside, ENDS.get(i % ENDS.size()))));
            TaskRow behind = Rows.dependent("ended" + i, "run", DependencyFailurePolicy.CANCEL, List.of("root"));
            tables.tasks().insert(behind.with(Rows.ended(behind, ENDS.get(i % ENDS.size()))));
            TaskRow dead = Rows.task("dead" + i, "run");
            tables.tasks().insert(dead.with(Rows.dead(dead)));
        }
        live(tables);
    }

    private static void live(Tables tables) {
        Instant later = Rows.NOW.plusSeconds(1);
        TaskRow ready = Rows.dependent("ready", "run", DependencyFailurePolicy.CANCEL, List.of("root"));
        tables.tasks().insert(ready.with(Rows.queued().build()));
        tables.tasks()
                .insert(Rows.task("delayed", "run")
                        .with(Rows.queued().notBefore(later).delayed(true).build()));
        tables.tasks().insert(Rows.dependent("behind", "run", DependencyFailurePolicy.CANCEL, List.of("ready")));
        TaskRow held = tables.tasks().insert(Rows.task("held", "run"));
        tables.tasks().save(held, Rows.leased(held, tables.attempts().insert(Rows.attempt(held, "1"))));
        TaskRow paused = Rows.task("paused", "run");
        tables.tasks()
                .insert(paused.with(
                        Rows.queued().status(TaskStatus.WAITING_INPUT).build()));
    }

    private static RunRow run(String id, RunStatus status) {
        RunRow row = Rows.run(id);
        Run run = row.run().withStatus(status, Rows.NOW);
        return new RunRow(run, row.gate(), RunTally.ZERO);
    }
}
