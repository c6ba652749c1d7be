package dev.parallelmcp.core.store.jdbc;

import dev.parallelmcp.core.store.Attempts;
import dev.parallelmcp.core.store.Events;
import dev.parallelmcp.core.store.Runs;
import dev.parallelmcp.core.store.Snapshots;
import dev.parallelmcp.core.store.TaskOutputs;
import dev.parallelmcp.core.store.Tasks;
import dev.parallelmcp.core.store.Tokens;

/** A connection and the tables as it sees them; made once for each connection. */
public record Tables(
        Session session,
        Runs runs,
        Tasks tasks,
        Attempts attempts,
        TaskOutputs taskOutputs,
        Snapshots snapshots,
        Events events,
        Tokens tokens) {}
