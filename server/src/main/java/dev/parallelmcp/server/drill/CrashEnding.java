package dev.parallelmcp.server.drill;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Brings everything that was begun to its end: the planners stop, paused tasks are resumed, the workers work on. */
final class CrashEnding {

    private static final long LOOK_MILLIS = 100;
    private static final long MOST_SECONDS = 60;
    private static final int MOST_PAUSED = 1_000;

    private final Load load;
    private final List<Crew> crews;
    private final Pause pause;

    CrashEnding(Load load, List<Crew> crews, Pause pause) {
        this.load = load;
        this.crews = crews;
        this.pause = pause;
    }

    /** Afterwards every run is closed, and nobody works any more. */
    void drain() throws DrillStoppedException, InterruptedException {
        load.drain();
        for (Crew crew : crews) {
            crew.awaitPlanner();
        }
        ServerProcess server = crews.get(0).server();
        long begin = System.nanoTime();
        List<String> open = new ArrayList<>(load.runIds());
        while (!open.isEmpty() && System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(MOST_SECONDS)) {
            for (String runId : List.copyOf(open)) {
                if (ended(server, runId)) {
                    open.remove(runId);
                }
            }
            pause.pass(LOOK_MILLIS);
        }
        for (Crew crew : crews) {
            crew.stop();
        }
        for (String runId : load.runIds()) {
            Asked.of(server, "close_run", Asked.arguments().put("runId", runId));
        }
    }

    private boolean ended(ServerProcess server, String runId) throws DrillStoppedException {
        JsonNode counts = Asked.of(server, "get_run", Asked.arguments().put("runId", runId))
                .path("taskCounts");
        if (counts.path("waiting_input").asLong() > 0) {
            resume(server, runId);
        }
        long unfinished = 0;
        for (String status : List.of("queued", "leased", "running", "blocked", "waiting_input")) {
            unfinished += counts.path(status).asLong();
        }
        return unfinished == 0;
    }

    /** What is paused is read, not remembered: a worker may have died before it could tell of a pause. */
    private void resume(ServerProcess server, String runId) throws DrillStoppedException {
        var arguments = Asked.arguments().put("runId", runId).put("limit", MOST_PAUSED);
        arguments.putArray("statuses").add("waiting_input");
        for (JsonNode task : Asked.of(server, "list_run_tasks", arguments).path("tasks")) {
            Asked.of(
                    server,
                    "resume_task",
                    Asked.arguments().put("taskId", task.path("id").asText()));
        }
    }
}
