package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.model.Event;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands committed events to listeners, in the order of the commits, on a thread of its own: a listener may be slow or
 * call the orchestrator without holding up the writer.
 */
final class EventDispatcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventDispatcher.class);
    private static final int DRAIN_SECONDS = 5;

    private final List<Registration> registrations = new CopyOnWriteArrayList<>();
    private final ExecutorService executor;
    private volatile @Nullable Thread deliverer;

    EventDispatcher() {
        // No thread lives while nobody listens: it starts with the first event and ends when idle.
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::thread);
        pool.allowCoreThreadTimeOut(true);
        this.executor = pool;
    }

    private Thread thread(Runnable work) {
        Thread thread = new Thread(work, "parallel-mcp-events");
        thread.setDaemon(true);
        deliverer = thread;
        return thread;
    }

    Subscription add(Consumer<? super Event> listener) {
        Registration registration = new Registration(listener);
        registrations.add(registration);
        return () -> end(registration);
    }

    private void end(Registration registration) {
        registration.open = false;
        registrations.remove(registration);
    }

    /** Called in the order of the commits, each right after it. Who listens by now hears of it, who comes later does not. */
    void publish(List<Event> events) {
        if (!registrations.isEmpty()) {
            List<Registration> hearers = List.copyOf(registrations);
            executor.execute(() -> events.forEach(event -> deliver(event, hearers)));
        }
    }

    private static void deliver(Event event, List<Registration> hearers) {
        for (Registration hearer : hearers) {
            try {
                hearer.hear(event);
            } catch (RuntimeException | Error e) {
                LOG.warn("an event listener failed at event {} ({})", event.id(), event.eventType(), e);
            }
        }
    }

    /** Delivers what was published, for a few seconds at most. */
    @Override
    public void close() {
        executor.shutdown();
        if (Thread.currentThread() == deliverer) {
            // A listener closes: it cannot wait for itself. What is queued behind it is still delivered.
            return;
        }
        try {
            if (!executor.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("event listeners were still busy after {} s and were abandoned", DRAIN_SECONDS);
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    /** One call of {@link #add}: the same listener may be there twice. */
    private static final class Registration {
        private final Consumer<? super Event> listener;
        private volatile boolean open = true;

        Registration(Consumer<? super Event> listener) {
            this.listener = listener;
        }

        void hear(Event event) {
            if (open) {
                listener.accept(event);
            }
        }
    }
}
