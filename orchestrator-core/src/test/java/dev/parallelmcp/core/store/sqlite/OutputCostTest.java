package dev.parallelmcp.core.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.store.OutputRoom;
import dev.parallelmcp.core.store.Page;
import dev.parallelmcp.core.store.TaskRow;
import dev.parallelmcp.core.store.jdbc.Session;
import dev.parallelmcp.core.store.jdbc.Tables;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What one more output costs, in steps of SQLite's virtual machine, does not depend on how many there are. */
class OutputCostTest {
    private static final int FEW = 10;
    private static final int MANY = 1_000;
    private static final OutputRoom ENDLESS = new OutputRoom(Integer.MAX_VALUE, Long.MAX_VALUE);

    @Test
    void outputIsPutBesideFewAndBesideManyAtTheSameCost() throws SQLException {
        int few = steps(FEW, ENDLESS);
        assertThat(steps(MANY, ENDLESS)).isEqualTo(few);
        assertThat(few).isBetween(10, 500);
    }

    @Test
    void outputTakesTheRoomOfAnotherAmongFewAndAmongManyAtTheSameCost() throws SQLException {
        int few = steps(FEW, new OutputRoom(FEW, Long.MAX_VALUE));
        assertThat(steps(MANY, new OutputRoom(MANY, Long.MAX_VALUE))).isEqualTo(few);
        assertThat(few).isBetween(10, 500);
        int fewBytes = steps(FEW, new OutputRoom(MANY, FEW));
        assertThat(steps(MANY, new OutputRoom(MANY, MANY))).isEqualTo(fewBytes);
        assertThat(fewBytes).isEqualTo(few);
    }

    @Test
    void pageAmongManyCostsWhatItShows() throws SQLException {
        try (Session session = SqliteConnections.memory()) {
            Tables tables = filled(session, MANY, ENDLESS);
            Page page = new Page(FEW, 0, 1_000_000);
            int first = VmSteps.counted(session, () -> tables.taskOutputs().list("task", 0, page));
            int last = VmSteps.counted(session, () -> tables.taskOutputs().list("task", MANY - FEW, page));
            assertThat(last).isBetween(first - 10, first + 10);
            assertThat(first).isBetween(10, 500);
        }
    }

    /** Of one more where there are so many already. */
    private static int steps(int stored, OutputRoom room) throws SQLException {
        try (Session session = SqliteConnections.memory()) {
            Tables tables = filled(session, stored, room);
            TaskRow task = tables.tasks().find("task").orElseThrow();
            return VmSteps.counted(session, () -> tables.taskOutputs().append(task, Rows.output("1"), room));
        }
    }

    private static Tables filled(Session session, int stored, OutputRoom room) {
        SqliteSchema.migrate(session, new Patience(Duration.ZERO), () -> Rows.NOW);
        Tables tables = SqliteTables.of(session);
        Transactions.begin(session);
        tables.runs().insert(Rows.run("run"));
        TaskRow task = tables.tasks().insert(Rows.task("task", "run"));
        for (int i = 0; i < stored; i++) {
            tables.taskOutputs().append(task, Rows.output("1"), room);
        }
        Transactions.commit(session);
        return tables;
    }
}
