package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.MaintenanceWork;
import dev.parallelmcp.core.model.result.MaintenanceResult;
import dev.parallelmcp.core.scope.Scope;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what time brings although nobody claims: lease expiry, timeouts, the ends of pauses and delays, for all
 * namespaces; deletes runs that have been kept for long enough; keeps the store small. While nothing is due a look costs
 * one read of an index. Any number of processes may do this on one store.
 *
 * <p>What fails is told in the log and keeps nothing else from being done: not the other kinds of work, and not the other
 * tasks. It is tried again at the next look.
 */
public final class Maintenance implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final int LOOKS_BETWEEN_PRUNINGS = 60;

    private final Housekeeping steps;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, Maintenance::thread);
    private @Nullable Future<?> looking;
    private int looks;

    private Maintenance(Orchestrator orchestrator) {
        this.steps = orchestrator.housekeeping();
    }

    /** Looks every second, on a daemon thread of its own, until it is closed. Close it before the orchestrator. */
    public static Maintenance start(Orchestrator orchestrator) {
        Maintenance maintenance = of(orchestrator);
        maintenance.looking = maintenance.timer.scheduleWithFixedDelay(
                maintenance::look, BETWEEN_LOOKS.toMillis(), BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
        return maintenance;
    }

    /** Looks only when {@link #look} is called: for programs that have a timer of their own. */
    public static Maintenance of(Orchestrator orchestrator) {
        return new Maintenance(orchestrator);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "parallel-mcp-maintenance");
        thread.setDaemon(true);
        return thread;
    }

    /** Looks once, on this thread, and answers what it did. Throws nothing that the store or a task may cause. */
    public synchronized MaintenanceResult look() {
        DueTally done = new DueTally(Scope.ALL);
        if (isolated("looking for due work", steps::isDue, false)) {
            isolated("due work", () -> applyDue(done), true);
        }
        if (looks % LOOKS_BETWEEN_PRUNINGS == 0) {
            done.count(MaintenanceWork.RUNS_PRUNED, isolated("looking for runs to prune", this::prune, 0));
        }
        looks++;
        isolated("tidying", this::tidy, true);
        return new MaintenanceResult(done.counts());
    }

    private boolean applyDue(DueTally done) {
        done.add(steps.applyAllDue());
        return true;
    }

    /** One run that cannot be deleted must not keep the others. */
    private int prune() {
        return steps.term()
                .map(term -> steps.prunable(term).stream()
                        .mapToInt(runId -> isolated("pruning " + runId, () -> steps.prune(term, runId) ? 1 : 0, 0))
                        .sum())
                .orElse(0);
    }

    private boolean tidy() {
        steps.tidy();
        return true;
    }

    private static <T> T isolated(String what, Supplier<T> step, T otherwise) {
        try {
            return step.get();
        } catch (RuntimeException | Error e) {
            // Even what should never be caught: after it nobody would look any more.
            report(what, e);
            return otherwise;
        }
    }

    /** A database that others keep busy is nothing unusual. The messages of others than ours may quote payloads. */
    static void report(String what, Throwable e) {
        if (e instanceof OrchestratorException known && known.retryable()) {
            LOG.info("maintenance: {} is put off: {}", what, known.code());
        } else {
            LOG.warn(
                    "maintenance: {} failed: {}",
                    what,
                    e instanceof OrchestratorException known
                            ? known.code()
                            : e.getClass().getName());
        }
        LOG.debug("maintenance: {} failed", what, e);
    }

    /** Ends looking; a look that is under way is waited for, but not long. */
    @Override
    public void close() {
        if (looking != null) {
            looking.cancel(true);
        }
        timer.shutdownNow();
        try {
            if (!timer.awaitTermination(1, TimeUnit.SECONDS)) {
                LOG.debug("maintenance was still busy when it was closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
