package dev.parallelmcp.server.drill;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a database says that a test made up. */
final class KnownEvidence implements Evidence {

    final EventLog log = new EventLog(new Findings());
    final Map<String, JsonNode> tasks = new HashMap<>();
    final Map<String, JsonNode> snapshots = new HashMap<>();
    final List<JsonNode> outputs = new ArrayList<>();
    Reply repeated = new Reply.Unanswered("nobody was to ask");

    @Override
    public EventLog log() {
        return log;
    }

    @Override
    public Optional<JsonNode> task(String taskId) {
        return Optional.ofNullable(tasks.get(taskId));
    }

    @Override
    public Optional<JsonNode> snapshot(String snapshotId) {
        return Optional.ofNullable(snapshots.get(snapshotId));
    }

    @Override
    public List<JsonNode> outputs(String taskId) {
        return outputs;
    }

    @Override
    public Reply repeat(Call call) {
        return repeated;
    }
}
