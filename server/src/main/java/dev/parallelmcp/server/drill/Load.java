package dev.parallelmcp.server.drill;

import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** What planners and workers of all servers share. */
final class Load {

    private static final int RECENT_TASKS = 20;

    /**
     * A run that gets tasks, with the tasks that new ones may depend on.
     *
     * @param id of the run
     * @param recent its newest tasks
     */
    record OpenRun(String id, Deque<String> recent) {

        void remember(String taskId) {
            recent.addFirst(taskId);
            if (recent.size() > RECENT_TASKS) {
                recent.pollLast();
            }
        }
    }

    private final CrashOptions options;
    private final Journal journal = new Journal();
    private final Findings findings = new Findings();
    private final Holds holds = new Holds(findings);
    private final Queue<String> paused = new ConcurrentLinkedQueue<>();
    private final AtomicInteger lastMark = new AtomicInteger();
    private final List<OpenRun> runs = new CopyOnWriteArrayList<>();
    private volatile boolean draining;

    Load(CrashOptions options) {
        this.options = options;
    }

    CrashOptions options() {
        return options;
    }

    Journal journal() {
        return journal;
    }

    Findings findings() {
        return findings;
    }

    Holds holds() {
        return holds;
    }

    /** Tasks that wait for somebody to resume them. */
    Queue<String> paused() {
        return paused;
    }

    /** A number that no other piece of work has. */
    int nextMark() {
        return lastMark.incrementAndGet();
    }

    /** From now on new tasks go into this run. */
    void open(String runId) {
        runs.add(new OpenRun(runId, new ConcurrentLinkedDeque<>()));
    }

    OpenRun currentRun() {
        return runs.get(runs.size() - 1);
    }

    List<String> runIds() {
        return runs.stream().map(OpenRun::id).toList();
    }

    /** From now on nothing new is begun; what there is comes to its end. */
    void drain() {
        draining = true;
    }

    boolean draining() {
        return draining;
    }
}
