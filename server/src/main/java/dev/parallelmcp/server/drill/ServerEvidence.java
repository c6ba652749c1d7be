package dev.parallelmcp.server.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Asks a server, for each record once: to be made anew for each look. */
final class ServerEvidence implements Evidence {

    /** More than one attempt puts out; a further attempt puts out nothing. */
    private static final int MOST_OUTPUTS = 1_000;

    private final ServerProcess server;
    private final EventLog log;
    private final Map<String, Optional<JsonNode>> tasks = new ConcurrentHashMap<>();

    ServerEvidence(ServerProcess server, EventLog log) {
        this.server = server;
        this.log = log;
    }

    @Override
    public EventLog log() {
        return log;
    }

    @Override
    public Optional<JsonNode> task(String taskId) {
        return tasks.computeIfAbsent(
                taskId,
                id -> answered("get_task", Asked.arguments().put("taskId", id).put("includeAttempts", true)));
    }

    @Override
    public Optional<JsonNode> snapshot(String snapshotId) {
        return answered("get_context_snapshot", Asked.arguments().put("snapshotId", snapshotId))
                .map(content -> content.path("snapshot"));
    }

    @Override
    public List<JsonNode> outputs(String taskId) {
        List<JsonNode> outputs = new ArrayList<>();
        answered("list_task_output", Asked.arguments().put("taskId", taskId).put("limit", MOST_OUTPUTS))
                .ifPresent(content -> content.path("outputs").forEach(outputs::add));
        return outputs;
    }

    @Override
    public Reply repeat(Call call) {
        return server.ask(call.tool(), call.repeated());
    }

    private Optional<JsonNode> answered(String tool, ObjectNode arguments) {
        return server.ask(tool, arguments).answered();
    }
}
