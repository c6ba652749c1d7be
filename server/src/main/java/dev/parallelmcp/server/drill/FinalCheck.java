package dev.parallelmcp.server.drill;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads all tasks by a server that knows nothing of what went before. */
final class FinalCheck {

    private static final int PAGE = 500;

    private final Load load;
    private final CrashTally tally;
    private final Set<Integer> marks = new HashSet<>();
    private long tasks;
    private long completed;

    FinalCheck(Load load, CrashTally tally) {
        this.load = load;
        this.tally = tally;
    }

    void read(ServerProcess server) throws DrillStoppedException {
        EventLog log = new EventLog(new Findings());
        log.read(server);
        List<String> runIds = load.runIds();
        for (String runId : runIds) {
            JsonNode run = Asked.of(server, "get_run", Asked.arguments().put("runId", runId))
                    .path("run");
            String status = run.path("status").asText();
            if (!status.equals("completed")) {
                load.findings().add(Fault.NOT_COMPLETED, runId + " is " + status);
            }
            read(server, runId, log);
        }
        tally.ended(tasks, completed);
    }

    private void read(ServerProcess server, String runId, EventLog log) throws DrillStoppedException {
        JsonNode page;
        int offset = 0;
        do {
            page = Asked.of(
                    server,
                    "list_run_tasks",
                    Asked.arguments()
                            .put("runId", runId)
                            .put("detail", "full")
                            .put("limit", PAGE)
                            .put("offset", offset));
            page.path("tasks").forEach(task -> see(task, log));
            offset = page.path("nextOffset").asInt();
        } while (page.has("nextOffset"));
    }

    private void see(JsonNode task, EventLog log) {
        tasks++;
        String id = task.path("id").asText();
        if (!marks.add(task.at("/input/mark").asInt())) {
            load.findings().add(Fault.REPEATED_EFFECT, id + " was enqueued twice");
        }
        if (task.path("status").asText().equals("completed") && log.count("task.completed", id) == 1) {
            completed++;
        } else {
            load.findings()
                    .add(
                            Fault.NOT_COMPLETED,
                            id + " is " + task.path("status").asText() + ", completed "
                                    + log.count("task.completed", id) + " times by the log");
        }
    }
}
