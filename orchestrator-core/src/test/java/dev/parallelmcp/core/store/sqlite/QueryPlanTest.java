package dev.parallelmcp.core.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.store.jdbc.Session;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How SQLite means to run every statement that the store ever prepares. */
class QueryPlanTest {
    /** Lists of values and of lines of tasks, and what was found in several places, are walked over; tables never are. */
    private static final List<String> WALKED = List.of(
            "SCAN wanted VIRTUAL TABLE",
            "SCAN json_each VIRTUAL TABLE",
            "SCAN wanted",
            "SCAN line",
            "SCAN heads",
            "SCAN held",
            "SCAN parked",
            "SCAN next",
            "SCAN due",
            "SCAN (");

    /** A list of all dead tasks walks along its index, in order, until the page is full; held tasks are as many as workers. */
    private static final List<String> WALKED_ALONG_AN_INDEX = List.of(
            "SCAN tasks USING INDEX tasks_dead",
            "SCAN tasks USING INDEX tasks_held",
            "SCAN tasks USING COVERING INDEX tasks_held",
            "SCAN held USING INDEX tasks_held");

    /** What is counted beforehand is added up. */
    private static final List<String> COUNTERS =
            List.of("SCAN run_counts", "SCAN dead_counts", "SCAN queue_counts", "SCAN line");

    private final StatementRecorder recorder = new StatementRecorder();
    private final Session plain = SqliteConnections.memory();
    private final Session session = new Session(recorder.record(plain.connection()), SqliteFailures::translate);
    private final Map<String, List<String>> plans = new TreeMap<>();

    QueryPlanTest() throws SQLException {
        SqliteSchema.migrate(plain, new Patience(Duration.ZERO), () -> Rows.NOW);
        EveryStatement.run(SqliteTables.of(session));
        for (String statement : recorder.statements()) {
            plans.put(statement, plan(statement));
        }
    }

    @AfterEach
    void close() {
        session.close();
    }

    private List<String> plan(String statement) throws SQLException {
        try (PreparedStatement explain = plain.connection().prepareStatement("EXPLAIN QUERY PLAN " + statement)) {
            for (int i = 1; i <= explain.getParameterMetaData().getParameterCount(); i++) {
                explain.setObject(i, null);
            }
            List<String> steps = new ArrayList<>();
            try (ResultSet results = explain.executeQuery()) {
                while (results.next()) {
                    steps.add(results.getString("detail"));
                }
            }
            return steps;
        }
    }

    @Test
    void noStatementWalksOverATable() {
        assertThat(steps())
                .filteredOn(step -> step.startsWith("SCAN"))
                .filteredOn(step -> WALKED.stream().noneMatch(step::startsWith))
                .filteredOn(step -> !COUNTERS.contains(step))
                .isSubsetOf(WALKED_ALONG_AN_INDEX);
    }

    @Test
    void onlyWhatWasGatheredFromSeveralPlacesIsSorted() {
        assertThat(plans).allSatisfy((statement, steps) -> {
            boolean gathered = statement.contains("json_each(?")
                    || statement.contains("AS line")
                    || statement.contains("AS parked")
                    || statement.contains("GROUP BY");
            boolean sortedOnPurpose = statement.contains("runs_by_external_id") || statement.contains("run_id = ?6");
            if (!gathered && !sortedOnPurpose) {
                assertThat(steps).noneMatch(step -> step.contains("TEMP B-TREE"));
            }
        });
    }

    @Test
    void nothingIsSortedInsideWhatIsDoneForEachStatusOrKind() {
        assertThat(plans)
                .allSatisfy((statement, steps) -> assertThat(
                                steps.stream().filter(step -> step.contains("TEMP B-TREE FOR ORDER")))
                        .hasSizeLessThanOrEqualTo(1));
    }

    @Test
    void plansAreTheOnesThatWereReviewed() {
        String actual = plans.entrySet().stream()
                .map(plan -> Stream.concat(
                                Stream.of(plan.getKey().strip()),
                                plan.getValue().stream().map(step -> "  -> " + step))
                        .collect(Collectors.joining("\n")))
                .collect(Collectors.joining("\n\n", "", "\n"));
        Golden.assertMatches("query-plans.txt", actual);
    }

    private List<String> steps() {
        return plans.values().stream().flatMap(List::stream).toList();
    }
}
