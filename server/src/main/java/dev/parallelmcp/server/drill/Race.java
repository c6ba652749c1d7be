package dev.parallelmcp.server.drill;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Many workers of many servers claim and complete the same tasks: each must be had once. */
public final class Race implements Drill {

    private static final int BATCH = 1_000;
    private static final int MAX_TASKS_OF_A_RUN = 100_000;
    private static final long LOOK_MILLIS = 1_000;
    private static final double NANOS_PER_SECOND = 1e9;

    private final RaceOptions options;
    private final RaceTally tally = new RaceTally();

    public Race(RaceOptions options) {
        this.options = options;
    }

    @Override
    public Report hold(Fleet fleet, Consumer<String> progress) throws DrillStoppedException, InterruptedException {
        progress.accept("starting " + options.processes() + " servers on " + fleet.database());
        List<ServerProcess> servers = fleet.start(options.processes());
        RaceRecord recorded = RaceRecord.NOTHING;
        double seconds = 0;
        try {
            List<String> runIds = enqueue(servers.get(0), progress);
            long begin = System.nanoTime();
            race(servers, progress);
            seconds = Math.max(0, tally.lastCompletionNanos() - begin) / NANOS_PER_SECOND;
            end(servers);
            progress.accept("reading the database by a fresh server");
            List<ServerProcess> readers = fleet.start(1);
            recorded = RaceRecord.read(readers.get(0), runIds);
            end(readers);
        } catch (DrillStoppedException e) {
            // They have served, so that this is what they did and not what the drill lacked.
            tally.stopped(Objects.toString(e.getMessage()));
        }
        return new RaceVerdict(options, tally, recorded, seconds).report();
    }

    private void end(List<ServerProcess> servers) throws InterruptedException {
        for (ServerProcess server : servers) {
            if (!server.end()) {
                tally.error("SERVER_ENDED_BADLY");
            }
        }
    }

    private List<String> enqueue(ServerProcess server, Consumer<String> progress) throws DrillStoppedException {
        progress.accept("enqueueing " + options.tasks() + " tasks");
        List<String> runIds = new ArrayList<>();
        for (int from = 0; from < options.tasks(); from += MAX_TASKS_OF_A_RUN) {
            String runId = "race-" + from / MAX_TASKS_OF_A_RUN;
            int end = Math.min(options.tasks(), from + MAX_TASKS_OF_A_RUN);
            Asked.of(server, "create_run", Asked.arguments().put("id", runId).put("keepOpen", true));
            for (int batch = from; batch < end; batch += BATCH) {
                Asked.of(server, "enqueue_tasks", batch(runId, batch, Math.min(end, batch + BATCH)));
            }
            Asked.of(server, "close_run", Asked.arguments().put("runId", runId));
            runIds.add(runId);
        }
        return runIds;
    }

    private static ObjectNode batch(String runId, int from, int end) {
        ObjectNode arguments = Asked.arguments().put("runId", runId);
        ArrayNode tasks = arguments.putArray("tasks");
        for (int number = from; number < end; number++) {
            tasks.addObject().put("id", "task-" + number).put("kind", "race");
        }
        return arguments;
    }

    private void race(List<ServerProcess> servers, Consumer<String> progress)
            throws InterruptedException, DrillStoppedException {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<?>> workers = new ArrayList<>();
            for (int process = 0; process < servers.size(); process++) {
                for (int worker = 0; worker < options.workersPerProcess(); worker++) {
                    workers.add(threads.submit(new RaceWorker(servers.get(process), process, worker, this)));
                }
            }
            threads.shutdown();
            while (!threads.awaitTermination(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                progress.accept(
                        String.format(Locale.ROOT, "%8d of %d tasks completed", tally.completions(), options.tasks()));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
        } catch (ExecutionException e) {
            throw new DrillStoppedException("a worker stopped: " + e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    RaceTally tally() {
        return tally;
    }

    boolean allCompleted() {
        return tally.completions() >= options.tasks();
    }
}
