package dev.parallelmcp.server.drill;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The log of the database, read up to some point, by what its entries are about. */
final class EventLog {

    private static final int PAGE = 1_000;

    private final Map<String, Integer> counts = new HashMap<>();
    private final Map<String, JsonNode> claimsByAttempt = new HashMap<>();
    private final Map<String, List<JsonNode>> claimsByWorker = new HashMap<>();
    private final Map<String, String> snapshotsByAttempt = new HashMap<>();
    private final Findings findings;
    private long cursor;
    private long lastFencingToken;

    EventLog(Findings findings) {
        this.findings = findings;
    }

    /** Reads on to the end, by this server. */
    void read(ServerProcess server) throws DrillStoppedException {
        JsonNode page;
        do {
            page = Asked.of(
                    server,
                    "list_events_since",
                    Asked.arguments().put("afterId", cursor).put("limit", PAGE));
            page.path("events").forEach(this::add);
            cursor = page.path("nextCursor").asLong();
        } while (!page.path("events").isEmpty());
    }

    void add(JsonNode event) {
        String type = event.path("eventType").asText();
        for (String about : new String[] {"/runId", "/taskId", "/attemptId", "/payload/snapshotId"}) {
            JsonNode id = event.at(about);
            if (id.isTextual()) {
                counts.merge(key(type, id.asText()), 1, Integer::sum);
            }
        }
        String attemptId = event.path("attemptId").asText();
        switch (type) {
            case "task.claimed" -> claimed(event, attemptId);
            case "context.snapshot.created" ->
                snapshotsByAttempt.put(
                        attemptId, event.at("/payload/snapshotId").asText());
            case "task.completed" -> once(type, event.path("taskId").asText());
            default -> once(type, attemptId);
        }
    }

    private void once(String type, String id) {
        if (!id.isEmpty() && count(type, id) == 2) {
            findings.add(Fault.REPEATED_EFFECT, type + " of " + id);
        }
    }

    private void claimed(JsonNode event, String attemptId) {
        claimsByAttempt.put(attemptId, event);
        claimsByWorker
                .computeIfAbsent(event.at("/payload/leasedBy").asText(), worker -> new ArrayList<>())
                .add(event);
        once("task.claimed", attemptId);
        long token = event.at("/payload/fencingToken").asLong();
        if (token <= lastFencingToken) {
            findings.add(Fault.REPEATED_EFFECT, "fencing token " + token + " after " + lastFencingToken);
        }
        lastFencingToken = token;
    }

    private static String key(String type, String id) {
        return type + " " + id;
    }

    /** How many entries of this type are about this run, task, attempt or snapshot. */
    int count(String type, String id) {
        return counts.getOrDefault(key(type, id), 0);
    }

    /** The entry of the claim that began this attempt. */
    Optional<JsonNode> claim(String attemptId) {
        return Optional.ofNullable(claimsByAttempt.get(attemptId));
    }

    /** All claims of a worker, in their order. */
    List<JsonNode> claimsOf(String workerId) {
        return claimsByWorker.getOrDefault(workerId, List.of());
    }

    /** The snapshot that came with the end of this attempt. */
    Optional<String> snapshotOf(String attemptId) {
        return Optional.ofNullable(snapshotsByAttempt.get(attemptId));
    }
}
