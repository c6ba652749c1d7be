package dev.parallelmcp.core.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.DependencyFailurePolicy;
import dev.parallelmcp.core.model.RunTally;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.CompleteTaskRequest;
import dev.parallelmcp.core.store.ClaimFilter;
import dev.parallelmcp.core.store.TaskRow;
import dev.parallelmcp.core.store.jdbc.Session;
import dev.parallelmcp.core.store.jdbc.Tables;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a claim costs, in steps of SQLite's virtual machine, does not depend on what it must not look at. */
class ClaimCostTest {
    private static final int SMALL = 100;
    private static final int LARGE = 100_000;
    private static final int GROUPS = 5;

    /** The filters whose claims the other kind at higher priority must not disturb, and the one it wins. */
    private static final List<ClaimFilter> FILTERS = List.of(
            new ClaimFilter(Optional.empty(), Optional.empty(), List.of()),
            new ClaimFilter(Optional.empty(), Optional.empty(), List.of(Rows.KIND, "absent")),
            new ClaimFilter(Optional.of(Rows.NAMESPACE), Optional.empty(), List.of()),
            new ClaimFilter(Optional.of(Rows.NAMESPACE), Optional.empty(), List.of(Rows.KIND, "absent")),
            new ClaimFilter(Optional.empty(), Optional.of("run"), List.of()),
            new ClaimFilter(Optional.of(Rows.NAMESPACE), Optional.of("run"), List.of(Rows.KIND, "absent")));

    @Test
    void claimsCostTheSameBesideAHundredAndBesideAHundredThousandOthers() throws SQLException {
        List<Integer> small = steps(SMALL);
        List<Integer> large = steps(LARGE);
        assertThat(large).isEqualTo(small);
        assertThat(small).allSatisfy(steps -> assertThat(steps).isBetween(10, 600));
    }

    private static List<Integer> steps(int others) throws SQLException {
        try (Session session = SqliteConnections.memory()) {
            SqliteSchema.migrate(session, new Patience(Duration.ZERO), () -> Rows.NOW);
            Tables tables = SqliteTables.of(session);
            Transactions.begin(session);
            fill(tables, others / GROUPS);
            Transactions.commit(session);
            List<Integer> steps = new ArrayList<>();
            for (ClaimFilter filter : FILTERS) {
                steps.add(VmSteps.counted(session, () -> tables.tasks().nextReady(filter)));
            }
            steps.add(VmSteps.counted(session, () -> tables.tasks().due(Rows.NOW, 100)));
            steps.add(VmSteps.counted(session, () -> tables.tasks().nextDue(Optional.empty())));
            steps.add(VmSteps.counted(session, () -> tables.tasks().nextDue(Optional.of(Rows.NAMESPACE))));
            TaskRow task = tables.tasks().find("wanted").orElseThrow();
            steps.add(VmSteps.counted(session, () -> tables.tasks().save(task, task.state())));
            return steps;
        }
    }

    @Test
    void aWholeCycleCostsTheSameBesideAHundredAndBesideAHundredThousandOthers() throws SQLException {
        assertThat(stepsOfACycle(LARGE)).isEqualTo(stepsOfACycle(SMALL));
    }

    /** Of a claim and of a completion, with all that belongs to them: due work, attempt, counters, events. */
    private static List<Integer> stepsOfACycle(int others) throws SQLException {
        try (Session session = SqliteConnections.memory()) {
            SqliteSchema.migrate(session, new Patience(Duration.ZERO), () -> Rows.NOW);
            Tables tables = SqliteTables.of(session);
            int each = others / GROUPS;
            Transactions.begin(session);
            fill(tables, each);
            tables.tasks().insert(Rows.task("wanted-too", "run", Rows.NAMESPACE, Rows.KIND, 1));
            tables.runs().adjust("run", new RunTally(3 * each + 2, each, 0, 0, 0, 0, 0, 0, 1));
            Transactions.commit(session);
            Writer writer = new Writer(session, FileIdentity.NONE, () -> Rows.NOW, Duration.ZERO, () -> {});
            Orchestrator orchestrator = Orchestrator.on(
                    new SqliteStore(writer, writer, new Watches(FileIdentity.NONE, Optional::empty, () -> Rows.NOW)));
            // The first cycle prepares the statements.
            cycle(session, orchestrator);
            return cycle(session, orchestrator);
        }
    }

    private static List<Integer> cycle(Session session, Orchestrator orchestrator) throws SQLException {
        List<Claim> claims = new ArrayList<>();
        int claim = VmSteps.of(
                session,
                () -> claims.add(orchestrator
                        .claimNextTask(ClaimNextTaskRequest.builder("worker")
                                .runId("run")
                                .kinds(List.of(Rows.KIND))
                                .build())
                        .claim()
                        .orElseThrow()));
        int complete = VmSteps.of(
                session,
                () -> orchestrator.completeTask(
                        CompleteTaskRequest.builder(claims.get(0).lease()).build()));
        return List.of(claim, complete);
    }

    /** One task to find, and the same number of each sort that a claim has to pass over. */
    private static void fill(Tables tables, int each) {
        tables.runs().insert(Rows.run("run"));
        tables.runs().insert(Rows.run("other run"));
        tables.runs().insert(Rows.run("foreign run", "other"));
        TaskRow root = Rows.task("root", "run");
        tables.tasks().insert(root.with(Rows.ended(root, TaskStatus.CANCELLED)));
        for (int i = 0; i < each; i++) {
            tables.tasks().insert(Rows.dependent("blocked" + i, "run", DependencyFailurePolicy.WAIT, List.of("root")));
            tables.tasks().insert(delayed("delayed" + i));
            tables.tasks().insert(Rows.task("kind" + i, "run", Rows.NAMESPACE, "kind " + i, 9));
            tables.tasks().insert(Rows.task("foreign" + i, "foreign run", "other", Rows.KIND, 1));
            tables.tasks().insert(Rows.task("elsewhere" + i, "other run", Rows.NAMESPACE, Rows.KIND, 0));
        }
        tables.tasks().insert(Rows.task("wanted", "run", Rows.NAMESPACE, Rows.KIND, 1));
    }

    private static TaskRow delayed(String id) {
        Instant later = Rows.NOW.plusSeconds(1);
        return Rows.task(id, "run", Rows.NAMESPACE, Rows.KIND, 9)
                .with(Rows.queued().notBefore(later).delayed(true).build());
    }
}
