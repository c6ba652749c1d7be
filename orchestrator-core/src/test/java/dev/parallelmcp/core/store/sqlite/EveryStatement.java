package dev.parallelmcp.core.store.sqlite;

import dev.parallelmcp.core.model.AttemptStatus;
import dev.parallelmcp.core.model.ContextScope;
import dev.parallelmcp.core.model.ContextSnapshot;
import dev.parallelmcp.core.model.DependencyFailurePolicy;
import dev.parallelmcp.core.model.Detail;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.LeaseStatus;
import dev.parallelmcp.core.model.RunOrder;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.RunTally;
import dev.parallelmcp.core.model.SortDirection;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.store.AttemptEnd;
import dev.parallelmcp.core.store.AttemptRow;
import dev.parallelmcp.core.store.ClaimFilter;
import dev.parallelmcp.core.store.EventQuery;
import dev.parallelmcp.core.store.OutputRoom;
import dev.parallelmcp.core.store.Page;
import dev.parallelmcp.core.store.PrefixQuery;
import dev.parallelmcp.core.store.RunQuery;
import dev.parallelmcp.core.store.TaskQuery;
import dev.parallelmcp.core.store.TaskRow;
import dev.parallelmcp.core.store.TokenRow;
import dev.parallelmcp.core.store.jdbc.Tables;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Calls every method of the port in every form that has a statement of its own. */
final class EveryStatement {
    private static final Page PAGE = new Page(10, 0, 1_000_000);
    private static final Optional<String> NONE = Optional.empty();
    private static final Optional<String> NAMESPACE = Optional.of(Rows.NAMESPACE);
    private static final Optional<String> RUN = Optional.of("run");
    private static final List<String> KINDS = List.of(Rows.KIND, "other");

    private EveryStatement() {}

    static void run(Tables tables) {
        write(tables);
        claims(tables);
        taskLists(tables);
        runLists(tables);
        counts(tables);
        events(tables);
        prefixes(tables);
        tables.runs().delete("run");
    }

    private static void write(Tables tables) {
        tables.runs().insert(Rows.run("run"));
        tables.runs().save(tables.runs().adjust("run", RunTally.ZERO));
        tables.runs().find("run");
        TaskRow task = tables.tasks().insert(Rows.task("task", "run"));
        tables.tasks().insert(Rows.dependent("dependent", "run", DependencyFailurePolicy.CANCEL, List.of("task")));
        AttemptRow attempt = tables.attempts().insert(Rows.attempt(task, "1"));
        tables.tasks().save(task, Rows.leased(task, attempt));
        TaskRow leased = tables.tasks().find("task").orElseThrow();
        tables.tasks().save(leased, Rows.dead(leased));
        tables.attempts().start("attempt_1", Rows.NOW);
        tables.attempts().renew("attempt_1", Rows.NOW, Rows.NOW);
        tables.attempts()
                .end(new AttemptEnd(
                        "attempt_1", AttemptStatus.COMPLETED, LeaseStatus.RELEASED, true, Rows.NOW, null, null, null));
        tables.attempts().findByLease("task", "lease_1");
        tables.attempts().latestOfTask("task", new Page(10, 0, 1_000));
        tables.tasks().find("task");
        for (int i = 0; i < 2; i++) {
            tables.taskOutputs().append(task, Rows.output("[]"), new OutputRoom(1, 100));
        }
        tables.taskOutputs().list("task", 0, PAGE);
        tables.tasks().idsTaken(List.of("task"));
        tables.tasks().keysTaken("run", List.of("key"));
        tables.tasks().summaries("run", List.of("task"), 1_000);
        tables.tasks().dependencyStates("run", List.of("task"));
        tables.tasks().outcomes(NONE, List.of("task"));
        tables.tasks().outcomeTexts(NAMESPACE, List.of("task"));
        tables.tasks().hasFailedDependency("dependent");
        tables.tasks().dependents("task", TaskStatus.QUEUED);
        tables.tasks().dependentStates("task");
        tables.tasks().dependencyMet("task", Set.of(DependencyFailurePolicy.CANCEL));
        tables.tasks().dependencyUnmet("task", Set.of(DependencyFailurePolicy.CANCEL));
        tables.snapshots()
                .insert(new ContextSnapshot(
                        "ctx", "run", NONE, ContextScope.RUN, NONE, NONE, Json.trusted("1"), Rows.NOW));
        tables.snapshots().find("ctx");
        tables.snapshots().sizes(List.of("ctx"));
        tables.tokens().insert(new TokenRow(Rows.NAMESPACE, "token", "operation", "hash", "run", "task", null));
        tables.tokens().find("token", NONE);
        tables.tokens().find("token", NAMESPACE);
    }

    /** The six forms of a claim. */
    static final List<ClaimFilter> CLAIMS = List.of(
            new ClaimFilter(NONE, NONE, List.of()),
            new ClaimFilter(NONE, NONE, KINDS),
            new ClaimFilter(NAMESPACE, NONE, List.of()),
            new ClaimFilter(NAMESPACE, NONE, KINDS),
            new ClaimFilter(NONE, RUN, List.of()),
            new ClaimFilter(NAMESPACE, RUN, KINDS));

    private static void claims(Tables tables) {
        CLAIMS.forEach(filter -> tables.tasks().nextReady(filter));
        tables.tasks().due(Rows.NOW, 100);
        tables.tasks().endDelays(List.of("task"));
        tables.tasks().nextDue(NONE);
        tables.tasks().nextDue(NAMESPACE);
    }

    private static void taskLists(Tables tables) {
        tables.tasks().unfinished("run", 10);
        for (Detail detail : Detail.values()) {
            for (List<TaskStatus> statuses : List.of(List.of(TaskStatus.values()), List.of(TaskStatus.QUEUED))) {
                tables.tasks().listOfRun(new TaskQuery(NONE, RUN, statuses, KINDS, Optional.empty(), detail, PAGE));
            }
            tables.tasks().listQueued(new TaskQuery(NONE, NONE, List.of(), List.of(), Optional.empty(), detail, PAGE));
            tables.tasks().listQueued(new TaskQuery(NONE, NONE, List.of(), KINDS, Optional.empty(), detail, PAGE));
            tables.tasks().listQueued(new TaskQuery(NONE, RUN, List.of(), KINDS, Optional.empty(), detail, PAGE));
            tables.tasks().listQueued(new TaskQuery(NAMESPACE, NONE, List.of(), KINDS, Optional.empty(), detail, PAGE));
            tables.tasks().listDead(new TaskQuery(NONE, NONE, List.of(), List.of(), Optional.empty(), detail, PAGE));
            tables.tasks().listDead(new TaskQuery(NAMESPACE, NONE, List.of(), KINDS, Optional.empty(), detail, PAGE));
            tables.tasks().listDead(new TaskQuery(NONE, RUN, List.of(), KINDS, Optional.empty(), detail, PAGE));
        }
    }

    private static void runLists(Tables tables) {
        for (RunOrder order : RunOrder.values()) {
            for (SortDirection direction : SortDirection.values()) {
                tables.runs().list(runs(NONE, NONE, order, direction));
                tables.runs().list(runs(NAMESPACE, NONE, order, direction));
                tables.runs().list(runs(NONE, Optional.of("external"), order, direction));
            }
        }
        tables.runs().prunable(NONE, List.of(RunStatus.values()), Rows.NOW, 10);
        tables.runs().prunable(NAMESPACE, List.of(RunStatus.values()), Rows.NOW, 10);
    }

    private static RunQuery runs(
            Optional<String> namespace, Optional<String> externalId, RunOrder order, SortDirection direction) {
        return new RunQuery(
                namespace,
                List.of(RunStatus.values()),
                externalId,
                Optional.empty(),
                Optional.empty(),
                order,
                direction,
                PAGE);
    }

    private static void counts(Tables tables) {
        for (Optional<String> namespace : List.of(NONE, NAMESPACE)) {
            tables.tasks().countByKind(namespace, Rows.NOW);
            tables.runs().countByStatus(namespace);
        }
    }

    private static void prefixes(Tables tables) {
        tables.tasks().insert(Rows.task("other", "run", Rows.NAMESPACE, "other", 0));
        for (Optional<String> namespace : List.of(NONE, NAMESPACE)) {
            PrefixQuery query = new PrefixQuery(namespace, "", 10, 100);
            tables.runs().idsWithPrefix(query);
            tables.tasks().idsWithPrefix(query);
            tables.tasks().queuedKindsWithPrefix(query);
        }
    }

    private static void events(Tables tables) {
        tables.events().append(Rows.event("run", EventType.TASK_ENQUEUED));
        tables.events().end();
        for (List<EventType> types : List.of(List.<EventType>of(), List.of(EventType.TASK_ENQUEUED))) {
            tables.events().list(new EventQuery(NONE, NONE, types, 0, 10, 100, 1_000_000));
            tables.events().list(new EventQuery(NONE, RUN, types, 0, 10, 100, 1_000_000));
            tables.events().list(new EventQuery(NAMESPACE, NONE, types, 0, 10, 100, 1_000_000));
        }
    }
}
