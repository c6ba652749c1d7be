package dev.parallelmcp.core.contract;

import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.ContextScope;
import dev.parallelmcp.core.model.ContextSnapshot;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.OutputType;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.RunTally;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.store.EventDraft;
import dev.parallelmcp.core.store.OutputRoom;
import dev.parallelmcp.core.store.RunRow;
import dev.parallelmcp.core.store.Store;
import dev.parallelmcp.core.store.TaskOutputDraft;
import dev.parallelmcp.core.store.TaskRow;
import dev.parallelmcp.core.store.TokenRow;
import dev.parallelmcp.core.store.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Something written to every table, which no operation would write; and what of it there is. */
record Scribble(String name, Claim held) {

    private static final Json NOTHING = Json.of("{}");
    private static final OutputRoom ROOM = new OutputRoom(10, 1_000);

    void write(Transaction tx) {
        RunRow run = tx.runs().find(held.run().id()).orElseThrow();
        tx.runs().adjust(run.run().id(), RunTally.one(TaskStatus.BLOCKED, 0));
        tx.runs().save(run.withRun(run.run().withStatus(RunStatus.WAITING, tx.now())));
        TaskRow task = tx.tasks().find(held.task().id()).orElseThrow();
        tx.tasks().save(task, task.state().edit().statusReason(name).build());
        String attemptId = held.attempt().id();
        tx.attempts().renew(attemptId, tx.now().plusSeconds(1), tx.now());
        tx.taskOutputs()
                .append(task, new TaskOutputDraft(attemptId, OutputType.PARTIAL, name, NOTHING, tx.now()), ROOM);
        tx.snapshots().insert(snapshot(tx));
        tx.events().append(event(tx));
        tx.tokens()
                .insert(new TokenRow(
                        run.run().namespace(), name, "none", "none", run.run().id(), name, null));
    }

    private ContextSnapshot snapshot(Transaction tx) {
        return new ContextSnapshot(
                name,
                held.run().id(),
                Optional.empty(),
                ContextScope.RUN,
                Optional.empty(),
                Optional.empty(),
                NOTHING,
                tx.now());
    }

    private EventDraft event(Transaction tx) {
        return new EventDraft(
                held.run().namespace(), held.run().id(), null, null, EventType.RUN_CREATED, NOTHING, tx.now());
    }

    /** Which of the tables that callers cannot list hold it. */
    List<String> traces(Store store) {
        return store.write(tx -> {
            List<String> traces = new ArrayList<>();
            tx.snapshots().find(name).ifPresent(snapshot -> traces.add("snapshots"));
            tx.tokens().find(name, Optional.empty()).forEach(token -> traces.add("tokens"));
            return traces;
        });
    }
}
