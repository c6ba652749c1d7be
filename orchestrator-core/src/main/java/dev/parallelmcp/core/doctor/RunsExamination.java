package dev.parallelmcp.core.doctor;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import java.util.Comparator;
import java.util.List;

/**
 * Looks at every run and all that hangs on it. A change writes a run, its tasks and its events in one transaction, so a
 * few runs at a time are a consistent state: no look lasts long, and none needs much memory.
 */
public final class RunsExamination {

    /** What one state holds at most, unless a single run has more tasks. */
    private static final int MOST_RUNS = 500;

    private static final int MOST_TASKS = 5_000;

    private final Evidence evidence;
    private final Findings findings;
    private boolean complete = true;
    private long runs;
    private long tasks;
    private long events;

    public RunsExamination(Evidence evidence, Findings findings) {
        this.evidence = evidence;
        this.findings = findings;
    }

    /** Looks at all of them. What cannot be read for damage is told and passed over. */
    public void examine() {
        List<RunSize> next = sizes(Long.MIN_VALUE);
        while (!next.isEmpty()) {
            List<RunSize> together = together(next);
            examine(together);
            next = sizes(together.get(together.size() - 1).seq());
        }
    }

    /** Whether all of them could be read. */
    public boolean complete() {
        return complete;
    }

    public long runs() {
        return runs;
    }

    public long tasks() {
        return tasks;
    }

    public long events() {
        return events;
    }

    /** A damaged database may answer what was not asked for, and must not lead in a circle. */
    private List<RunSize> sizes(long after) {
        List<RunSize> sizes = evidence.inOneState(records -> records.runsAfter(after, MOST_RUNS));
        return sizes.stream()
                .filter(run -> run.seq() > after)
                .sorted(Comparator.comparingLong(RunSize::seq))
                .toList();
    }

    /** As many as fit, at least one. */
    private static List<RunSize> together(List<RunSize> runs) {
        long size = 0;
        int count = 0;
        for (RunSize run : runs) {
            size += run.tasks();
            if (size > MOST_TASKS && count > 0) {
                break;
            }
            count++;
        }
        return runs.subList(0, count);
    }

    /** Where a page is damaged, the runs beside it may still be read. */
    private void examine(List<RunSize> together) {
        try {
            examine(new RunSpan(
                    together.get(0).seq(), together.get(together.size() - 1).seq()));
        } catch (OrchestratorException e) {
            if (e.code() != ErrorCode.STORE_CORRUPT) {
                throw e;
            }
            if (together.size() > 1) {
                together.forEach(run -> examine(List.of(run)));
            } else {
                complete = false;
                findings.add(
                        Symptom.UNREADABLE_RUN,
                        new Example("run number " + together.get(0).seq(), e.message()));
            }
        }
    }

    /** What was found before a failure would be found again: only a look that came to its end counts. */
    private void examine(RunSpan span) {
        Findings found = new Findings();
        FoldComparison comparison = new FoldComparison(found);
        evidence.<Boolean>inOneState(records -> {
            records.eachEvent(span, comparison::event);
            records.eachTask(span, comparison::task);
            records.eachRun(span, comparison::run);
            records.eachBreach(span, found::add);
            return true;
        });
        comparison.end();
        findings.addAll(found);
        runs += comparison.runs();
        tasks += comparison.tasks();
        events += comparison.events();
    }
}
