package dev.parallelmcp.core.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunGate;
import dev.parallelmcp.core.model.RunOrder;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.RunTally;
import dev.parallelmcp.core.model.SortDirection;
import dev.parallelmcp.core.store.Listing;
import dev.parallelmcp.core.store.Page;
import dev.parallelmcp.core.store.RunQuery;
import dev.parallelmcp.core.store.RunRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every form of the list of runs shows what a walk over all of them would show. */
class RunListTest {
    private static final int RUNS = 120;
    private static final int ENOUGH_BYTES = 100_000_000;
    private static final List<RunStatus> SOME = List.of(RunStatus.FAILED, RunStatus.ACTIVE, RunStatus.PENDING);

    private final SqliteStore store = SqliteStore.inMemory();
    private final List<Run> runs = new ArrayList<>();

    @BeforeEach
    void createRuns() {
        Random random = new Random(20260102);
        store.write(transaction -> {
            for (int i = 0; i < RUNS; i++) {
                Run run = new Run(
                        "run" + i,
                        random.nextBoolean() ? "a" : "b",
                        random.nextInt(4) == 0 ? Optional.of("external") : Optional.empty(),
                        List.of(RunStatus.values()).get(random.nextInt(6)),
                        Optional.of(Json.trusted("\"" + "ö".repeat(500) + "\"")),
                        Optional.empty(),
                        false,
                        // Few instants, so that many runs share one.
                        Rows.NOW.plusMillis(random.nextInt(5)),
                        Rows.NOW.plusMillis(random.nextInt(5)));
                transaction.runs().insert(new RunRow(run, RunGate.OPEN, RunTally.ZERO));
                runs.add(run);
            }
            return true;
        });
    }

    @AfterEach
    void close() {
        store.close();
    }

    @ParameterizedTest
    @EnumSource
    void everyFormShowsWhatAWalkWouldShow(RunOrder order) {
        Instant after = Rows.NOW;
        Instant before = Rows.NOW.plusMillis(3);
        for (SortDirection direction : SortDirection.values()) {
            for (Optional<String> namespace : List.of(Optional.<String>empty(), Optional.of("a"), Optional.of("x"))) {
                for (Optional<String> external : List.of(Optional.<String>empty(), Optional.of("external"))) {
                    check(namespace, external, Optional.empty(), Optional.empty(), order, direction);
                    check(namespace, external, Optional.of(after), Optional.of(before), order, direction);
                }
            }
        }
    }

    private void check(
            Optional<String> namespace,
            Optional<String> external,
            Optional<Instant> after,
            Optional<Instant> before,
            RunOrder order,
            SortDirection direction) {
        for (int offset = 0; offset <= 20; offset += 10) {
            Page page = new Page(10, offset, ENOUGH_BYTES);
            RunQuery query = new RunQuery(namespace, SOME, external, after, before, order, direction, page);
            Listing<Run> listing = store.read(transaction -> transaction.runs().list(query));
            assertThat(listing.truncated()).isFalse();
            assertThat(listing.items()).as("%s", query).isEqualTo(walk(query));
        }
    }

    private List<Run> walk(RunQuery query) {
        Comparator<Run> order = Comparator.<Run, Instant>comparing(
                        query.order() == RunOrder.CREATED_AT ? Run::createdAt : Run::updatedAt)
                .thenComparing(runs::indexOf);
        return runs.stream()
                .filter(run -> query.statuses().contains(run.status()))
                .filter(run -> query.namespace().map(run.namespace()::equals).orElse(true))
                .filter(run ->
                        query.externalId().isEmpty() || query.externalId().equals(run.externalId()))
                .filter(run ->
                        query.updatedAfter().map(run.updatedAt()::isAfter).orElse(true))
                .filter(run ->
                        query.updatedBefore().map(run.updatedAt()::isBefore).orElse(true))
                .sorted(query.direction() == SortDirection.ASC ? order : Collections.reverseOrder(order))
                .skip(query.page().offset())
                .limit(query.page().limit())
                .toList();
    }

    @Test
    void aPageEndsBeforeItGrowsTooLargeButShowsOneAtLeast() {
        for (int maxBytes : List.of(0, 2_500, 10_000)) {
            Listing<Run> listing = store.read(transaction -> transaction
                    .runs()
                    .list(new RunQuery(
                            Optional.empty(),
                            SOME,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            RunOrder.CREATED_AT,
                            SortDirection.ASC,
                            new Page(100, 0, maxBytes))));
            assertThat(listing.truncated()).isTrue();
            long bytes = listing.items().stream()
                    .mapToLong(run -> run.metadata().orElseThrow().utf8Bytes())
                    .sum();
            assertThat(listing.items()).isNotEmpty();
            assertThat(listing.items().size() == 1 || bytes <= maxBytes).isTrue();
        }
    }

    @Test
    void prunableRunsAreTheOldestFirst() {
        Instant olderThan = Rows.NOW.plusMillis(3);
        for (Optional<String> namespace : List.of(Optional.<String>empty(), Optional.of("a"))) {
            List<String> expected = runs.stream()
                    .filter(run ->
                            SOME.contains(run.status()) && run.updatedAt().isBefore(olderThan))
                    .filter(run -> namespace.map(run.namespace()::equals).orElse(true))
                    .sorted(Comparator.comparing(Run::updatedAt).thenComparing(runs::indexOf))
                    .map(Run::id)
                    .limit(7)
                    .toList();
            List<String> found = store.write(t -> t.runs().prunable(namespace, SOME, olderThan, 7));
            assertThat(found).isEqualTo(expected);
        }
    }
}
