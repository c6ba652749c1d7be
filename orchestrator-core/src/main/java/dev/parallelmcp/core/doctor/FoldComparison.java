package dev.parallelmcp.core.doctor;

import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.RunTally;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Holds some runs and their tasks against their log and against each other: events first, then tasks, then runs. */
final class FoldComparison {

    private final Findings findings;
    private final FoldedLog log = new FoldedLog();
    private final Map<String, RunTally> counted = new HashMap<>();
    private final Set<String> stored = new HashSet<>();
    private long runs;

    FoldComparison(Findings findings) {
        this.findings = findings;
    }

    void event(LoggedEvent event) {
        log.apply(event);
    }

    void task(StoredTask task) {
        stored.add(task.id());
        counted.merge(task.state().runId(), task.counted(), RunTally::plus);
        FoldedTask logged = log.tasks().get(task.id());
        if (logged == null) {
            findings.add(Symptom.UNLOGGED_TASK, Example.of(task.id()));
        } else if (!logged.equals(task.state())) {
            findings.add(
                    Symptom.TASK_NOT_AS_LOGGED,
                    new Example(task.id(), task.state().differenceFrom(logged)));
        }
    }

    void run(StoredRun run) {
        runs++;
        FoldedRun logged = log.runs().get(run.id());
        if (logged == null) {
            findings.add(Symptom.UNLOGGED_RUN, Example.of(run.id()));
        } else if (!logged.equals(run.state())) {
            findings.add(
                    Symptom.RUN_NOT_AS_LOGGED, new Example(run.id(), run.state().differenceFrom(logged)));
        }
        RunTally tally = counted.getOrDefault(run.id(), RunTally.ZERO);
        if (!tally.equals(run.tally())) {
            findings.add(Symptom.RUN_TALLY, new Example(run.id(), TallyWords.difference(run.tally(), tally)));
        }
        Optional<RunStatus> status = run.statusWith(tally);
        if (status.isEmpty() || !status.get().wireName().equals(run.state().status())) {
            findings.add(
                    Symptom.RUN_STATUS,
                    new Example(
                            run.id(),
                            "is " + run.state().status() + ", by its tasks "
                                    + status.map(RunStatus::wireName).orElse("none")));
        }
    }

    /** After everything. */
    void end() {
        log.unreadable()
                .forEach(event -> findings.add(
                        Symptom.UNREADABLE_EVENT, new Example("event " + event.id(), "of run " + event.runId())));
        log.tasks().keySet().stream()
                .filter(id -> !stored.contains(id))
                .forEach(id -> findings.add(Symptom.TASK_ONLY_LOGGED, Example.of(id)));
    }

    long runs() {
        return runs;
    }

    long tasks() {
        return stored.size();
    }

    long events() {
        return log.events();
    }
}
