package dev.parallelmcp.server.bench;

import dev.parallelmcp.core.store.sqlite.Durability;

/**
 * How much is done, by how many, and how durably.
 *
 * @param tasks or whatever a workload counts
 */
public record Load(int tasks, int workers, Durability durability) {

    Load withTasks(int others) {
        return new Load(others, workers, durability);
    }
}
