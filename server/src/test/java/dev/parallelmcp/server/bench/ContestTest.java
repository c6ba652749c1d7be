package dev.parallelmcp.server.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.store.sqlite.Durability;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A measurement and its limit take turns, each on a database of its own. */
class ContestTest {

    @TempDir
    Path folder;

    private final List<String> turns = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();
    private double speed;

    private Subject subject(String name, int factor) {
        return (file, load) -> {
            turns.add(name + " " + load.tasks());
            files.add(file);
            speed++;
            return new Sample(speed * factor, 1, 2, OptionalDouble.empty(), OptionalLong.empty());
        };
    }

    private void hold(Contest contest, Effort effort) throws Exception {
        try (Workspace workspace = Workspace.open(Optional.of(folder));
                Servers servers = new Servers((temporary, arguments) -> List.of(), workspace.temporary())) {
            contest.run(new Site(workspace, servers, line -> {}, rows::add), new Load(10, 1, Durability.FULL), effort);
        }
    }

    @Test
    void bothAreWarmedUpAndThenTakeTurns() throws Exception {
        hold(Contest.against("claim-complete", subject("product", 1), subject("limit", 10)), new Effort(3, 4));
        assertThat(turns)
                .containsExactly(
                        "product 4",
                        "limit 4",
                        "product 10",
                        "limit 10",
                        "product 10",
                        "limit 10",
                        "product 10",
                        "limit 10");
        assertThat(files).doesNotHaveDuplicates();
        Row row = rows.get(0);
        // Of the rounds 3, 5, 7 and 40, 60, 80: the warm-up does not count.
        assertThat(row.median().operationsPerSecond()).isEqualTo(5);
        assertThat(row.limitPerSecond()).hasValue(60);
        assertThat(row.ratio()).hasValue(5.0 / 60);
        assertThat(rows).hasSize(1);
    }

    @Test
    void withoutAWarmUpEveryRoundCounts() throws Exception {
        hold(Contest.alone("mixed", subject("product", 1)), new Effort(2, 0));
        assertThat(turns).containsExactly("product 10", "product 10");
        assertThat(rows.get(0).median().operationsPerSecond()).isEqualTo(1.5);
        assertThat(rows.get(0).ratio()).isEmpty();
    }

    @Test
    void aRatioIsOfMediansOfTheSameRounds() throws IOException {
        Rounds rounds = new Rounds();
        Load load = new Load(1, 1, Durability.FULL);
        Sample sample = new Sample(5, 1, 1, OptionalDouble.empty(), OptionalLong.empty());
        rounds.add("second", load, sample, 10);
        rounds.add("first", load, sample);
        rounds.add("second", load, sample, 30);
        rounds.medians(rows::add);
        assertThat(rows).extracting(Row::name).containsExactly("second", "first");
        assertThat(rows.get(0).limitPerSecond()).hasValue(20);
        assertThat(rows.get(1).limitPerSecond()).isEmpty();
    }
}
