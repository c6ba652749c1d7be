package dev.parallelmcp.server.bench;

import com.fasterxml.jackson.databind.JsonNode;

/** One claim and its completion by one worker of one server. */
final class ServerCycle implements Workers.Operation {

    private final ServerConnection server;
    private final int worker;
    private final String claim;
    private long errors;

    ServerCycle(ServerConnection server, int worker) {
        this.server = server;
        this.worker = worker;
        this.claim = ServerTasks.claim(worker);
    }

    /** Calls that were refused. */
    long errors() {
        return errors;
    }

    @Override
    public void run() throws BenchStoppedException {
        ToolReply claimed = server.reply("claim_next_task", claim);
        if (claimed.refused()) {
            errors++;
            return;
        }
        JsonNode task = claimed.content().path("claim");
        if (task.isNull() || task.isMissingNode()) {
            throw new BenchStoppedException("no task is left to claim");
        }
        String taskId = task.at("/task/id").asText();
        String leaseId = task.at("/lease/id").asText();
        if (server.reply("complete_task", ServerTasks.complete(worker, taskId, leaseId))
                .refused()) {
            errors++;
        }
    }
}
