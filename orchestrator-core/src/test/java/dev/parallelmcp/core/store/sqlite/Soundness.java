package dev.parallelmcp.core.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.doctor.Check;
import dev.parallelmcp.core.doctor.Diagnosis;
import dev.parallelmcp.core.doctor.FoldedLog;
import dev.parallelmcp.core.doctor.LoggedEvent;
import dev.parallelmcp.core.doctor.Verdict;
import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.model.Event;
import dev.parallelmcp.core.model.request.GetRunRequest;
import dev.parallelmcp.core.model.request.GetTaskRequest;
import dev.parallelmcp.core.model.request.ListEventsSinceRequest;
import dev.parallelmcp.core.model.result.EventPage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether a database is whole and says the same everywhere. */
final class Soundness {

    private static final int PAGE = 1_000;

    private Soundness() {}

    /** Nothing is wrong with the file, for SQLite or for us. */
    static void require(Path file) {
        Diagnosis diagnosis = SqliteDoctor.examine(file);
        assertThat(diagnosis.verdict()).as(diagnosis.toString()).isEqualTo(Verdict.CLEAN);
    }

    /** The file is whole for SQLite, whatever rows a test has written to it below the engine. */
    static void requireWhole(Path file) {
        Diagnosis diagnosis = SqliteDoctor.examine(file);
        assertThat(diagnosis.made()).contains(Check.INTEGRITY, Check.REFERENCES);
        assertThat(diagnosis.of(Check.INTEGRITY)).isEmpty();
        assertThat(diagnosis.of(Check.REFERENCES)).isEmpty();
    }

    /** Whoever reads the log through this orchestrator learns of the status that every task and every run has. */
    static void requireLogToTellTheState(Orchestrator orchestrator) {
        FoldedLog folded =
                FoldedLog.of(log(orchestrator).stream().map(LoggedEvent::of).toList());
        folded.tasks()
                .forEach((id, task) -> assertThat(task.status())
                        .isEqualTo(orchestrator
                                .getTask(GetTaskRequest.builder(id).build())
                                .task()
                                .status()
                                .wireName()));
        folded.runs()
                .forEach((id, run) -> assertThat(run.status())
                        .isEqualTo(orchestrator
                                .getRun(new GetRunRequest(id))
                                .run()
                                .status()
                                .wireName()));
    }

    static List<Event> log(Orchestrator orchestrator) {
        List<Event> events = new ArrayList<>();
        EventPage page;
        long cursor = 0;
        do {
            page = orchestrator.listEventsSince(
                    ListEventsSinceRequest.builder().afterId(cursor).limit(PAGE).build());
            events.addAll(page.events());
            cursor = page.nextCursor();
        } while (!page.events().isEmpty());
        return events;
    }
}
