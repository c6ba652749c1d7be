package dev.parallelmcp.server.drill;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Looks everything up that was acknowledged since the last time. */
final class Verification implements AutoCloseable {

    private static final int AT_ONCE = 8;

    private final Load load;
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, work -> {
        Thread thread = new Thread(work, "verification");
        thread.setDaemon(true);
        return thread;
    });
    private long verified;

    Verification(Load load) {
        this.load = load;
    }

    /** How many acknowledged operations have been looked up. */
    long verified() {
        return verified;
    }

    /** @param acknowledged before the log was read, which the evidence holds */
    void verify(List<Acknowledged> acknowledged, Evidence evidence) throws InterruptedException, DrillStoppedException {
        Promises promises = new Promises(evidence);
        List<Future<Optional<String>>> looks = new ArrayList<>();
        for (Acknowledged done : acknowledged) {
            looks.add(threads.submit(() -> promises.broken(done)));
        }
        for (Future<Optional<String>> look : looks) {
            try {
                look.get().ifPresent(words -> load.findings().add(Fault.LOST, words));
                verified++;
            } catch (ExecutionException e) {
                throw new DrillStoppedException("a look failed: " + e.getCause());
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
