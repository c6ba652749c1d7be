package dev.parallelmcp.server.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the database says of a race afterwards.
 *
 * @param completed tasks that are completed, by the counts of their runs
 * @param open tasks that are anything else
 * @param claims how often the log says that each task was claimed
 * @param completions how often the log says that each task was completed
 */
record RaceRecord(long completed, long open, Map<String, Integer> claims, Map<String, Integer> completions) {

    /** Of a race that did not come to its end. */
    static final RaceRecord NOTHING = new RaceRecord(0, 0, Map.of(), Map.of());

    private static final int PAGE = 1_000;

    RaceRecord {
        claims = Map.copyOf(claims);
        completions = Map.copyOf(completions);
    }

    /** Reads it by a server that took no part in the race. */
    static RaceRecord read(ServerProcess server, List<String> runIds) throws DrillStoppedException {
        long completed = 0;
        long all = 0;
        for (String runId : runIds) {
            JsonNode counts = Asked.of(server, "get_run", Asked.arguments().put("runId", runId))
                    .path("taskCounts");
            completed += counts.path("completed").asLong();
            for (JsonNode count : counts) {
                all += count.asLong();
            }
        }
        Map<String, Integer> claims = new HashMap<>();
        Map<String, Integer> completions = new HashMap<>();
        readLog(server, claims, completions);
        return new RaceRecord(completed, all - completed, claims, completions);
    }

    private static void readLog(ServerProcess server, Map<String, Integer> claims, Map<String, Integer> completions)
            throws DrillStoppedException {
        JsonNode page = JsonNodeFactory.instance.objectNode().put("nextCursor", 0);
        do {
            ObjectNode arguments = Asked.arguments().put("limit", PAGE);
            arguments.set("afterId", page.get("nextCursor"));
            page = Asked.of(server, "list_events_since", arguments);
            for (JsonNode event : page.path("events")) {
                Map<String, Integer> counts = switch (event.path("eventType").asText()) {
                    case "task.claimed" -> claims;
                    case "task.completed" -> completions;
                    default -> new HashMap<>();
                };
                counts.merge(event.path("taskId").asText(), 1, Integer::sum);
            }
        } while (!page.path("events").isEmpty());
    }

    /** How many of the tasks have exactly one entry. */
    static long once(Map<String, Integer> entries) {
        return entries.values().stream().filter(count -> count == 1).count();
    }
}
