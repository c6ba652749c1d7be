package dev.parallelmcp.server.drill;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** What the database says, through a server that is alive. */
interface Evidence {

    EventLog log();

    /** The answer of get_task with the attempts; empty when there is no such task. */
    Optional<JsonNode> task(String taskId);

    Optional<JsonNode> snapshot(String snapshotId);

    /** The entries that workers put out for this task. */
    List<JsonNode> outputs(String taskId);

    /** Makes the same call once more. */
    Reply repeat(Call call);
}
