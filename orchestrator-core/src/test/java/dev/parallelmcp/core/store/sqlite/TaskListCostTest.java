package dev.parallelmcp.core.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.model.Detail;
import dev.parallelmcp.core.model.RunTally;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.store.Page;
import dev.parallelmcp.core.store.TaskQuery;
import dev.parallelmcp.core.store.TaskRow;
import dev.parallelmcp.core.store.jdbc.Session;
import dev.parallelmcp.core.store.jdbc.Tables;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a page of a run's tasks costs, in steps of SQLite's virtual machine, does not depend on how many there are. */
class TaskListCostTest {
    private static final int FEW = 40;
    private static final int MANY = 5_000;
    private static final int SHOWN = 10;

    private static final List<List<TaskStatus>> ASKED_FOR = List.of(
            List.of(TaskStatus.values()),
            List.of(TaskStatus.QUEUED),
            List.of(TaskStatus.COMPLETED),
            List.of(TaskStatus.FAILED, TaskStatus.RUNNING));

    @Test
    void aPageCostsTheSameAmongFewAndAmongManyTasks() throws SQLException {
        List<Integer> few = steps(FEW);
        assertThat(steps(MANY)).isEqualTo(few);
        assertThat(few).allSatisfy(steps -> assertThat(steps).isBetween(10, 2_000));
    }

    /** Of runs of queued tasks of which only the first is completed. */
    private static List<Integer> steps(int queued) throws SQLException {
        try (Session session = SqliteConnections.memory()) {
            SqliteSchema.migrate(session, new Patience(Duration.ZERO), () -> Rows.NOW);
            Tables tables = SqliteTables.of(session);
            Transactions.begin(session);
            tables.runs().insert(Rows.run("run"));
            insert(tables, "done", TaskStatus.COMPLETED);
            for (int i = 0; i < queued; i++) {
                insert(tables, "task" + i, TaskStatus.QUEUED);
            }
            Transactions.commit(session);
            List<Integer> steps = new ArrayList<>();
            for (List<TaskStatus> statuses : ASKED_FOR) {
                steps.add(VmSteps.counted(session, () -> tables.tasks().listOfRun(page(statuses))));
            }
            return steps;
        }
    }

    private static void insert(Tables tables, String id, TaskStatus status) {
        TaskRow task = Rows.task(id, "run");
        tables.tasks().insert(status == TaskStatus.QUEUED ? task : task.with(Rows.ended(task, status)));
        tables.runs().adjust("run", RunTally.one(status, 0));
    }

    private static TaskQuery page(List<TaskStatus> statuses) {
        return new TaskQuery(
                Optional.empty(),
                Optional.of("run"),
                statuses,
                List.of(),
                Optional.empty(),
                Detail.SUMMARY,
                new Page(SHOWN, 0, 1_000_000));
    }
}
