package dev.parallelmcp.core.reference;

import dev.parallelmcp.core.engine.Operations;
import dev.parallelmcp.core.model.request.GetRunRequest;
import dev.parallelmcp.core.model.request.GetTaskRequest;
import dev.parallelmcp.core.model.request.ListEventsSinceRequest;
import dev.parallelmcp.core.model.result.EventPage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Plays one history to the engine on a store and to the model, and compares what they make of it. */
final class Playthrough implements AutoCloseable {

    static final int STEPS_BETWEEN_LOOKS_AT_EVERYTHING = 50;

    private static final int EVENTS_OF_A_PAGE = 1_000;

    private final ReferenceModel model;
    private final Histories.Specification specification;
    private final Database database;
    private final Doors doors;
    private final Names names = new Names();
    private final Tally tally;
    private long cursor;

    Playthrough(Database.Factory databases, Histories.Specification specification, Tally tally) {
        this.model = new ReferenceModel(Histories.OPTIONS);
        this.specification = specification;
        this.database = databases.create(model::now);
        this.doors = new Doors(database);
        this.tally = tally;
    }

    /** Where they come apart first, if they do. */
    Optional<Disagreement> play(List<Step> steps) {
        for (int i = 0; i < steps.size(); i++) {
            Optional<Difference> difference = play(steps.get(i));
            boolean last = i == steps.size() - 1;
            if (difference.isEmpty() && (last || i % STEPS_BETWEEN_LOOKS_AT_EVERYTHING == 0)) {
                difference = everything();
            }
            if (difference.isPresent()) {
                return Optional.of(new Disagreement(i, steps.get(i), difference.get()));
            }
        }
        return Optional.empty();
    }

    private Optional<Difference> play(Step step) {
        Step.Action action = step.action();
        Clocks.move(model, action);
        if (action instanceof Step.Restart restart) {
            doors.close(restart.door());
        } else if (action instanceof Step.Call call) {
            return call(step.number(), call);
        }
        return Optional.empty();
    }

    private Optional<Difference> call(int number, Step.Call call) {
        Record request = names.resolve(call.request());
        Outcome actual = Outcome.of(doors.through(call.door()), request);
        List<ModelEvent> written = eventsSinceTheLastStep();
        model.takeIdsFrom(LearnedIds.from(written));
        Outcome expected = Outcome.of(specification.of(model, call.door().namespace()), request);
        tally.count(call.request(), expected);
        tally.count(written);
        if (expected instanceof Outcome.Answered answered) {
            names.learn(number, call.request(), answered.answer());
        }
        return Difference.between("the outcome", expected, actual)
                .or(() -> Difference.between("the events", model.takeWritten(), written))
                .or(() -> touchedBy(written));
    }

    private List<ModelEvent> eventsSinceTheLastStep() {
        List<ModelEvent> events = new ArrayList<>();
        EventPage page;
        do {
            page = doors.through(Door.FIRST)
                    .listEventsSince(ListEventsSinceRequest.builder()
                            .afterId(cursor)
                            .limit(EVENTS_OF_A_PAGE)
                            .build());
            cursor = page.nextCursor();
            page.events().forEach(event -> events.add(ModelEvent.of(event)));
        } while (page.events().size() == EVENTS_OF_A_PAGE);
        return events;
    }

    /** The records that the events name, as they are now. */
    private Optional<Difference> touchedBy(List<ModelEvent> events) {
        Set<Record> reads = new LinkedHashSet<>();
        for (ModelEvent event : events) {
            event.taskId()
                    .ifPresent(id -> reads.add(
                            GetTaskRequest.builder(id).includeAttempts().build()));
            reads.add(new GetRunRequest(event.runId()));
        }
        return compare(Door.FIRST, reads);
    }

    private Optional<Difference> compare(Door door, Iterable<? extends Record> reads) {
        Operations ours = specification.of(model, door.namespace());
        for (Record read : reads) {
            String where = Operation.of(read) + Shown.fields(read);
            Optional<Difference> difference =
                    Difference.between(where, Outcome.of(ours, read), Outcome.of(doors.through(door), read));
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private Optional<Difference> everything() {
        for (Door door : List.of(Door.FIRST, Door.LEFT)) {
            Optional<Difference> difference = compare(door, Everything.reads(new View(model, door.namespace())));
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Everything.rows(model, database.rows());
    }

    @Override
    public void close() {
        doors.close();
        database.close();
    }
}
