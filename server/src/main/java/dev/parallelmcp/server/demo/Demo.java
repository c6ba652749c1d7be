package dev.parallelmcp.server.demo;

import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.model.Detail;
import dev.parallelmcp.core.model.Event;
import dev.parallelmcp.core.model.Limits;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.TaskView;
import dev.parallelmcp.core.model.request.GetRunRequest;
import dev.parallelmcp.core.model.request.ListDeadTasksRequest;
import dev.parallelmcp.core.model.request.ListRunEventsRequest;
import dev.parallelmcp.core.model.request.ListRunTasksRequest;
import dev.parallelmcp.core.model.request.RequeueDeadTaskRequest;
import dev.parallelmcp.core.model.result.EventPage;
import dev.parallelmcp.core.model.result.RunView;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Fans 60 tasks out over 4 workers in this process. Some fail and are retried; one runs out of attempts, takes its
 * dependents down with it and is requeued, whereupon they are revived and the run completes.
 */
public final class Demo {

    private static final int WORKERS = 4;
    private static final long LOOK_MILLIS = 50;
    private static final long PATIENCE_MILLIS = 60_000;

    private final Orchestrator orchestrator;
    private final PrintWriter out;
    private final ProgressView view;
    private final DemoWork work = new DemoWork();
    private final CountDownLatch stop = new CountDownLatch(1);

    /**
     * On an empty store.
     *
     * @param terminal whether {@code out} is a terminal that can draw a line again
     */
    public Demo(Orchestrator orchestrator, PrintWriter out, boolean terminal) {
        this.orchestrator = orchestrator;
        this.out = out;
        this.view = new ProgressView(out, terminal);
    }

    /** Answers whether the run completed. */
    public boolean run() throws InterruptedException, ExecutionException {
        Run run = orchestrator.transaction(DemoPlan::create);
        out.println("Run " + run.id() + ": " + DemoPlan.TASKS + " tasks over " + WORKERS + " workers.");
        ExecutorService threads = Executors.newFixedThreadPool(WORKERS);
        try {
            List<Future<Void>> workers = start(threads);
            watch(run.id());
            requeueDead(run.id());
            RunView ended = watch(run.id());
            stop.countDown();
            for (Future<Void> worker : workers) {
                worker.get();
            }
            report(ended.run());
            return ended.run().status() == RunStatus.COMPLETED;
        } finally {
            stop.countDown();
            threads.shutdown();
        }
    }

    private List<Future<Void>> start(ExecutorService threads) {
        List<Future<Void>> workers = new ArrayList<>();
        for (int i = 1; i <= WORKERS; i++) {
            workers.add(threads.submit(new DemoWorker(orchestrator, work, "worker-" + i, stop)));
        }
        return workers;
    }

    /** Shows the run until it has ended. */
    private RunView watch(String runId) throws InterruptedException {
        RunView current = orchestrator.getRun(new GetRunRequest(runId));
        for (long waited = 0; !current.run().status().terminal() && waited < PATIENCE_MILLIS; waited += LOOK_MILLIS) {
            view.show(current);
            stop.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            current = orchestrator.getRun(new GetRunRequest(runId));
        }
        view.show(current);
        view.end();
        return current;
    }

    private void requeueDead(String runId) {
        work.repair();
        for (TaskView task : orchestrator
                .listDeadTasks(ListDeadTasksRequest.builder().runId(runId).build())
                .tasks()) {
            out.println(task.key().orElse(task.id()) + " is dead after " + task.attemptCount() + " attempts ("
                    + task.error().orElse("") + ") and took its dependents with it; requeue_dead_task revives them.");
            orchestrator.requeueDeadTask(RequeueDeadTaskRequest.builder(task.id())
                    .reason("the source is back")
                    .build());
        }
    }

    private void report(Run run) {
        List<Task> tasks = tasks(run.id());
        out.println();
        new RunTree(out, tasks).print();
        out.println();
        out.println("Events of the run:");
        events(run.id()).forEach((type, count) -> out.println(String.format(Locale.ROOT, "%6d  %s", count, type)));
        out.println();
        out.println("Run " + run.status().wireName() + " in "
                + Duration.between(run.createdAt(), run.updatedAt()).toMillis() + " ms.");
    }

    private List<Task> tasks(String runId) {
        return orchestrator
                .listRunTasks(ListRunTasksRequest.builder(runId)
                        .limit(Limits.MAX_PAGE_ITEMS)
                        .detail(Detail.FULL)
                        .build())
                .tasks()
                .stream()
                .map(Task.class::cast)
                .toList();
    }

    private Map<String, Integer> events(String runId) {
        Map<String, Integer> counts = new TreeMap<>();
        long cursor = 0;
        List<Event> events;
        do {
            EventPage page = orchestrator.listRunEvents(ListRunEventsRequest.builder(runId)
                    .afterId(cursor)
                    .limit(Limits.MAX_PAGE_ITEMS)
                    .build());
            events = page.events();
            events.forEach(event -> counts.merge(event.eventType().wireName(), 1, Integer::sum));
            cursor = page.nextCursor();
        } while (!events.isEmpty());
        return counts;
    }
}
