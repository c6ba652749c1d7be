package dev.parallelmcp.core.contract;

import dev.parallelmcp.core.doctor.Example;
import dev.parallelmcp.core.doctor.FoldedRun;
import dev.parallelmcp.core.doctor.FoldedTask;
import dev.parallelmcp.core.doctor.LoggedEvent;
import dev.parallelmcp.core.doctor.Records;
import dev.parallelmcp.core.doctor.RunSize;
import dev.parallelmcp.core.doctor.RunSpan;
import dev.parallelmcp.core.doctor.StoredRun;
import dev.parallelmcp.core.doctor.StoredTask;
import dev.parallelmcp.core.doctor.Symptom;
import dev.parallelmcp.core.model.Attempt;
import dev.parallelmcp.core.model.AttemptStatus;
import dev.parallelmcp.core.model.Detail;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.result.EventPage;
import dev.parallelmcp.core.store.EventQuery;
import dev.parallelmcp.core.store.Hold;
import dev.parallelmcp.core.store.Page;
import dev.parallelmcp.core.store.ReadTransaction;
import dev.parallelmcp.core.store.RunRow;
import dev.parallelmcp.core.store.TaskQuery;
import dev.parallelmcp.core.store.TaskRow;
import dev.parallelmcp.core.store.TaskState;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What an examination reads, from any store: through the port alone, which knows runs by their ids.
 *
 * @param runIds the runs to be examined, in the order of their creation; what was pruned meanwhile is passed over
 */
record RecordsOfStore(ReadTransaction tx, List<String> runIds) implements Records {

    private static final Set<AttemptStatus> LIVE = EnumSet.of(AttemptStatus.LEASED, AttemptStatus.RUNNING);

    private static final Page EVERYTHING = new Page(Integer.MAX_VALUE, 0, Integer.MAX_VALUE);

    @Override
    public List<RunSize> runsAfter(long seq, int limit) {
        return IntStream.range((int) Math.max(0, seq + 1), runIds.size())
                .limit(limit)
                .mapToObj(place -> new RunSize(place, 0))
                .toList();
    }

    @Override
    public void eachRun(RunSpan span, Consumer<StoredRun> visitor) {
        rows(span).map(RecordsOfStore::stored).forEach(visitor);
    }

    @Override
    public void eachTask(RunSpan span, Consumer<StoredTask> visitor) {
        rows(span).flatMap(this::tasks).map(RecordsOfStore::stored).forEach(visitor);
    }

    @Override
    public void eachEvent(RunSpan span, Consumer<LoggedEvent> visitor) {
        rows(span).map(row -> row.run().id()).forEach(runId -> eachEvent(runId, visitor));
    }

    private void eachEvent(String runId, Consumer<LoggedEvent> visitor) {
        long cursor = 0;
        EventPage page;
        do {
            page = tx.events()
                    .list(new EventQuery(
                            Optional.empty(),
                            Optional.of(runId),
                            List.of(),
                            cursor,
                            Integer.MAX_VALUE,
                            Integer.MAX_VALUE,
                            Integer.MAX_VALUE));
            page.events().stream().map(LoggedEvent::of).forEach(visitor);
            cursor = page.nextCursor();
        } while (!page.events().isEmpty());
    }

    /** The lease that a task names is the live one, and no other of its attempts is live. */
    @Override
    public void eachBreach(RunSpan span, BiConsumer<Symptom, Example> visitor) {
        rows(span).flatMap(this::tasks).forEach(task -> {
            Optional<String> held = Optional.ofNullable(task.state().hold()).map(Hold::attemptId);
            List<Attempt> live = tx.attempts().latestOfTask(task.id(), EVERYTHING).items().stream()
                    .filter(attempt -> LIVE.contains(attempt.status()))
                    .toList();
            if (!live.stream().map(Attempt::id).toList().equals(held.stream().toList())) {
                Symptom symptom = held.isEmpty() ? Symptom.ORPHANED_LEASE : Symptom.MISSING_LEASE;
                visitor.accept(symptom, new Example(task.id(), "holds " + held + ", live are " + live));
            }
        });
    }

    @Override
    public void eachBreach(BiConsumer<Symptom, Example> visitor) {
        // Whatever is not of a run is not reached through the port.
    }

    @Override
    public void eachOverdueLease(Instant instant, Consumer<Example> visitor) {
        // Nothing is wrong with a lease that nobody took back yet.
    }

    private Stream<RunRow> rows(RunSpan span) {
        return runIds.subList((int) span.firstSeq(), (int) span.lastSeq() + 1).stream()
                .map(tx.runs()::find)
                .flatMap(Optional::stream);
    }

    private Stream<TaskRow> tasks(RunRow run) {
        TaskQuery all = new TaskQuery(
                Optional.empty(),
                Optional.of(run.run().id()),
                List.of(TaskStatus.values()),
                List.of(),
                Optional.empty(),
                Detail.SUMMARY,
                EVERYTHING);
        return tx.tasks().listOfRun(all).items().stream()
                .map(task -> tx.tasks().find(task.id()))
                .flatMap(Optional::stream);
    }

    private static StoredRun stored(RunRow row) {
        return new StoredRun(
                row.run().id(),
                new FoldedRun(row.run().status().wireName(), row.run().keepOpen()),
                row.gate().wireName(),
                row.tally());
    }

    private static StoredTask stored(TaskRow row) {
        TaskState state = row.state();
        Optional<Hold> hold = Optional.ofNullable(state.hold());
        return new StoredTask(
                row.id(),
                new FoldedTask(
                        row.spec().runId(),
                        state.status().wireName(),
                        state.attemptCount(),
                        hold.map(Hold::leaseId).orElse(null),
                        hold.map(Hold::workerId).orElse(null),
                        state.statusReason()),
                state.unmetDependencies());
    }
}
