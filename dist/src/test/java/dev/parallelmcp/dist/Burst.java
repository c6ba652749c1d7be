package dev.parallelmcp.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Many changes sent at once, of several kinds, and the means to see which of them are in the database. */
final class Burst {

    static final int CHANGES = 200;
    private static final int TASKS = 100;
    private static final int CLAIMS = 60;

    private final String run;

    /** @param number another for each burst on one database */
    Burst(int number) {
        run = "run-" + number;
    }

    /** The changes, with the ids from 1 to {@link #CHANGES}. */
    String lines() {
        StringBuilder lines = new StringBuilder();
        for (int id = 1; id <= CHANGES; id++) {
            lines.append(line(id));
        }
        return lines.toString();
    }

    private String line(int id) {
        if (id == 1) {
            return Lines.call(id, "create_run", "{\"id\":\"%s\"}".formatted(run));
        }
        if (id <= 1 + TASKS) {
            return Lines.call(
                    id, "enqueue_task", "{\"id\":\"%s-%d\",\"runId\":\"%s\",\"kind\":\"k\"}".formatted(run, id, run));
        }
        if (id <= 1 + TASKS + CLAIMS) {
            // For a day: what is stored is looked at when all bursts are over, which may be minutes later.
            return Lines.call(
                    id,
                    "claim_next_task",
                    "{\"workerId\":\"%s-%d\",\"runId\":\"%s\",\"leaseMs\":86400000}".formatted(run, id, run));
        }
        return Lines.call(
                id,
                "append_context_snapshot",
                "{\"id\":\"%s-%d\",\"runId\":\"%s\",\"payload\":%d}".formatted(run, id, run, id));
    }

    /** The replies by their ids, each of which is that of a change, or 0, and none twice. */
    static Map<Integer, JsonNode> byId(List<JsonNode> replies) {
        Map<Integer, JsonNode> byId = new HashMap<>();
        for (JsonNode reply : replies) {
            assertThat(reply.get("id").isInt()).as("%s", reply).isTrue();
            assertThat(reply.get("id").asInt()).as("%s", reply).isBetween(0, CHANGES);
            assertThat(byId.put(reply.get("id").asInt(), reply)).as("%s", reply).isNull();
        }
        return byId;
    }

    /** Expects to find in the database all that was answered with success; answers how many changes these are. */
    int assertStored(RawServer server, Map<Integer, JsonNode> replies) {
        int stored = 0;
        for (int id = 1; id <= CHANGES; id++) {
            JsonNode reply = replies.get(id);
            if (reply != null && Lines.succeeded(reply)) {
                assertStored(server, id, Lines.content(reply));
                stored++;
            }
        }
        return stored;
    }

    private void assertStored(RawServer server, int id, JsonNode answer) {
        if (id == 1) {
            server.call("get_run", "{\"runId\":\"%s\"}".formatted(run));
        } else if (answer.has("claim")) {
            String task = answer.at("/claim/task/id").asText();
            assertThat(server.call("get_task", "{\"taskId\":\"%s\"}".formatted(task))
                            .at("/task/leaseId"))
                    .isEqualTo(answer.at("/claim/lease/id"));
        } else if (answer.has("task")) {
            server.call("get_task", "{\"taskId\":\"%s-%d\"}".formatted(run, id));
        } else {
            assertThat(server.call("get_context_snapshot", "{\"snapshotId\":\"%s-%d\"}".formatted(run, id))
                            .at("/snapshot/payload")
                            .asInt())
                    .isEqualTo(id);
        }
    }
}
