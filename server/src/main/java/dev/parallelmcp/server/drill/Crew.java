package dev.parallelmcp.server.drill;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The workers and the planner of one server. They end with it. */
final class Crew {

    private static final int WORKERS = 4;

    private final ServerProcess server;
    private final Pause pause = new Pause();
    private final List<CrashWorker> workers = new ArrayList<>();
    private final List<Future<Void>> running = new ArrayList<>();
    private final Future<Void> planner;

    /** @param number of the server, which no other has */
    Crew(ServerProcess server, int number, Load load, SplittableRandom random) {
        this.server = server;
        Client client = new Client(server, load.journal(), load.findings());
        ExecutorService threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "crew of server " + number);
            thread.setDaemon(true);
            return thread;
        });
        for (int i = 0; i < WORKERS; i++) {
            CrashWorker worker = new CrashWorker("worker-" + number + "-" + i, client, load, random.split(), pause);
            workers.add(worker);
            running.add(threads.submit(worker));
        }
        planner = threads.submit(new CrashPlanner(client, load, random.split(), pause));
        threads.shutdown();
    }

    ServerProcess server() {
        return server;
    }

    List<String> workerNames() {
        return workers.stream().map(CrashWorker::name).toList();
    }

    /** Has everybody finish what he does, and waits for that. */
    void stop() throws InterruptedException, DrillStoppedException {
        pause.end();
        awaitEnd();
    }

    /** Waits until everybody has ended, and answers what they then held. */
    List<Hold> awaitEnd() throws InterruptedException, DrillStoppedException {
        awaitPlanner();
        for (Future<Void> worker : running) {
            await(worker);
        }
        return workers.stream().map(CrashWorker::held).flatMap(Optional::stream).toList();
    }

    /** Waits until the planner has ended: by itself it does so when nothing new is to be begun. */
    void awaitPlanner() throws InterruptedException, DrillStoppedException {
        await(planner);
    }

    private static void await(Future<Void> one) throws InterruptedException, DrillStoppedException {
        try {
            one.get();
        } catch (ExecutionException e) {
            throw new DrillStoppedException("a worker of the drill stopped: " + e.getCause());
        }
    }
}
