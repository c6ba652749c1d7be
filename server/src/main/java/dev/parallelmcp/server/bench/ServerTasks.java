package dev.parallelmcp.server.bench;

import dev.parallelmcp.core.model.Limits;
import java.util.Collections;

/** Calls that measurements of servers have in common. */
final class ServerTasks {

    static final String RUN_ID = "run_bench";

    private static final String RUN = "{\"runId\":\"" + RUN_ID + "\"}";
    private static final String TASK = "{\"kind\":\"" + Items.KIND + "\",\"input\":" + Items.INPUT + "}";

    private ServerTasks() {}

    /** Creates the run and so many tasks in it. */
    static void enqueue(ServerConnection server, int tasks) throws BenchStoppedException {
        server.answer("create_run", "{\"id\":\"" + RUN_ID + "\",\"keepOpen\":true}");
        for (int from = 0; from < tasks; from += Limits.MAX_TASKS_PER_GRAPH) {
            int count = Math.min(tasks - from, Limits.MAX_TASKS_PER_GRAPH);
            String graph = String.join(",", Collections.nCopies(count, TASK));
            server.answer("enqueue_tasks", "{\"runId\":\"" + RUN_ID + "\",\"tasks\":[" + graph + "]}");
        }
    }

    static String getRun() {
        return ServerConnection.call("get_run", RUN);
    }

    /** What a claim of this worker says. */
    static String claim(int worker) {
        return "{\"workerId\":\"" + Items.worker(worker) + "\",\"kinds\":[\"" + Items.KIND + "\"],\"leaseMs\":"
                + Items.LEASE_MILLIS + "}";
    }

    /** What the completion of a claim by this worker says. */
    static String complete(int worker, String taskId, String leaseId) {
        return "{\"taskId\":\"" + taskId + "\",\"leaseId\":\"" + leaseId + "\",\"workerId\":\"" + Items.worker(worker)
                + "\",\"output\":" + Items.OUTPUT + "}";
    }
}
