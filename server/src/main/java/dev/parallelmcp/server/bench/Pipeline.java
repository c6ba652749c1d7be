package dev.parallelmcp.server.bench;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** One request again and again, with many of them in flight. */
final class Pipeline {

    private static final String REFUSED = "\"isError\":true";
    private static final String RESULT = "\"result\":";

    private final ServerConnection server;
    private final String request;
    private final int window;

    /** @param window how many requests are in flight at most */
    Pipeline(ServerConnection server, String request, int window) {
        this.server = server;
        this.request = request;
        this.window = window;
    }

    /** Has the request answered so many times; a latency is from the writing of a request to the reading of a reply. */
    Sample run(int times) throws InterruptedException, BenchStoppedException {
        // Which reply is to which request does not matter: all are the same.
        BlockingQueue<Long> inFlight = new ArrayBlockingQueue<>(window);
        long begin = System.nanoTime();
        CompletableFuture<Latencies> replies = new CompletableFuture<>();
        Thread reader = new Thread(() -> read(times, inFlight, replies), "replies");
        reader.setDaemon(true);
        reader.start();
        for (int i = 0; i < times && !replies.isDone(); i++) {
            inFlight.put(System.nanoTime());
            server.send(request);
        }
        try {
            Latencies latencies = replies.get();
            return Sample.of(times, System.nanoTime() - begin, latencies);
        } catch (ExecutionException e) {
            throw new BenchStoppedException("a request in a pipeline was not answered: " + e.getCause(), e);
        }
    }

    private void read(int times, BlockingQueue<Long> inFlight, CompletableFuture<Latencies> replies) {
        try {
            Latencies latencies = new Latencies();
            for (int i = 0; i < times; i++) {
                String reply = server.read();
                if (reply.contains(REFUSED) || !reply.contains(RESULT)) {
                    throw new BenchStoppedException("a server refused: " + reply);
                }
                latencies.add(System.nanoTime() - inFlight.remove());
            }
            replies.complete(latencies);
        } catch (BenchStoppedException | RuntimeException e) {
            replies.completeExceptionally(e);
            // Else who waits for a place in the window would wait for ever.
            inFlight.clear();
        }
    }
}
