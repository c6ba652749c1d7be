package dev.parallelmcp.core.store.memory;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunOrder;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.RunTally;
import dev.parallelmcp.core.model.SortDirection;
import dev.parallelmcp.core.model.result.Suggestions;
import dev.parallelmcp.core.store.Listing;
import dev.parallelmcp.core.store.PrefixQuery;
import dev.parallelmcp.core.store.RunQuery;
import dev.parallelmcp.core.store.RunRow;
import dev.parallelmcp.core.store.Runs;
import dev.parallelmcp.core.store.Sizes;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Runs. What hangs on them is elsewhere, and told when one goes. */
final class MemoryRuns implements Runs {

    /** @param seq its place in the order of creation, which settles ties in time */
    private record Row(long seq, RunRow run) {

        String namespace() {
            return run.run().namespace();
        }

        TimePlace place(RunOrder order) {
            return switch (order) {
                case CREATED_AT -> new TimePlace(run.run().createdAt(), seq);
                case UPDATED_AT -> new TimePlace(run.run().updatedAt(), seq);
            };
        }
    }

    /** The runs of one namespace, or of all, that have this status. */
    private record Drawer(Optional<String> namespace, RunStatus status) implements Comparable<Drawer> {

        private static final Comparator<Drawer> ORDER =
                Comparator.comparing(Drawer::namespace, Orders.OPTIONAL_TEXT).thenComparing(Drawer::status);

        static List<Drawer> of(Row row) {
            RunStatus status = row.run().run().status();
            return List.of(new Drawer(Optional.empty(), status), new Drawer(Optional.of(row.namespace()), status));
        }

        static List<Drawer> of(Optional<String> namespace, List<RunStatus> statuses) {
            return statuses.stream()
                    .map(status -> new Drawer(namespace, status))
                    .toList();
        }

        @Override
        public int compareTo(Drawer other) {
            return ORDER.compare(this, other);
        }
    }

    private final Table<String, Row> rows;
    private final Index<Drawer, TimePlace, Row> byCreation;
    private final Index<Drawer, TimePlace, Row> byUpdate;
    private final Index<String, Long, Row> byExternalId;
    private final Consumer<String> deleteWhatHangsOn;
    private long lastSeq;

    /** @param deleteWhatHangsOn told the id of a run that goes */
    MemoryRuns(Journal journal, Consumer<String> deleteWhatHangsOn) {
        this.rows = new Table<>(journal);
        this.byCreation = rows.index(Drawer::of, row -> row.place(RunOrder.CREATED_AT));
        this.byUpdate = rows.index(Drawer::of, row -> row.place(RunOrder.UPDATED_AT));
        this.byExternalId =
                rows.index(row -> row.run().run().externalId().stream().toList(), Row::seq);
        this.deleteWhatHangsOn = deleteWhatHangsOn;
    }

    @Override
    public Optional<RunRow> find(String runId) {
        return rows.find(runId).map(Row::run);
    }

    @Override
    public Map<RunStatus, Integer> countByStatus(Optional<String> namespace) {
        Map<RunStatus, Integer> counts = new EnumMap<>(RunStatus.class);
        for (RunStatus status : RunStatus.values()) {
            counts.put(status, byCreation.in(new Drawer(namespace, status)).size());
        }
        return counts;
    }

    @Override
    public Listing<Run> list(RunQuery query) {
        List<Run> runs = pageOf(query).stream().map(row -> row.run().run()).toList();
        return Listings.of(runs, Sizes::of, query.page().maxBytes());
    }

    private List<Row> pageOf(RunQuery query) {
        if (query.externalId().isPresent()) {
            return pageOfExternalId(query.externalId().get(), query);
        }
        Index<Drawer, TimePlace, Row> index = switch (query.order()) {
            case CREATED_AT -> byCreation;
            case UPDATED_AT -> byUpdate;
        };
        return index.page(
                Drawer.of(query.namespace(), query.statuses()),
                row -> updatedWithin(query, row),
                query.direction(),
                query.page());
    }

    /** Few runs share one, so they are sorted. */
    private List<Row> pageOfExternalId(String externalId, RunQuery query) {
        Comparator<Row> order = Comparator.comparing(row -> row.place(query.order()));
        return byExternalId.in(externalId).values().stream()
                .filter(row -> query.statuses().contains(row.run().run().status()))
                .filter(row -> query.namespace().map(row.namespace()::equals).orElse(true))
                .filter(row -> updatedWithin(query, row))
                .sorted(query.direction() == SortDirection.ASC ? order : order.reversed())
                .skip(query.page().offset())
                .limit(query.page().limit())
                .toList();
    }

    private static boolean updatedWithin(RunQuery query, Row row) {
        Instant updatedAt = row.run().run().updatedAt();
        return query.updatedAfter().map(updatedAt::isAfter).orElse(true)
                && query.updatedBefore().map(updatedAt::isBefore).orElse(true);
    }

    @Override
    public Suggestions idsWithPrefix(PrefixQuery query) {
        return Prefixes.ids(rows.rows(), Row::namespace, query);
    }

    @Override
    public void insert(RunRow row) {
        String id = row.run().id();
        if (rows.has(id)) {
            throw OrchestratorException.of(ErrorCode.DUPLICATE_ID, "a run with this id exists already");
        }
        rows.put(id, new Row(++lastSeq, row));
    }

    @Override
    public RunRow adjust(String runId, RunTally change) {
        Row row = rows.get(runId);
        RunRow before = row.run();
        return put(row, new RunRow(before.run(), before.gate(), before.tally().plus(change)));
    }

    @Override
    public void save(RunRow row) {
        Row before = rows.get(row.run().id());
        put(before, new RunRow(row.run(), row.gate(), before.run().tally()));
    }

    private RunRow put(Row before, RunRow after) {
        rows.put(after.run().id(), new Row(before.seq(), after));
        return after;
    }

    @Override
    public List<String> prunable(Optional<String> namespace, List<RunStatus> statuses, Instant olderThan, int limit) {
        Stream<Row> oldest = Drawer.of(namespace, statuses).stream()
                .flatMap(drawer -> byUpdate.in(drawer).headMap(TimePlace.startOf(olderThan)).values().stream()
                        .limit(limit));
        return oldest.sorted(Comparator.comparing(row -> row.place(RunOrder.UPDATED_AT)))
                .limit(limit)
                .map(row -> row.run().run().id())
                .toList();
    }

    @Override
    public void delete(String runId) {
        deleteWhatHangsOn.accept(runId);
        rows.remove(runId);
    }
}
