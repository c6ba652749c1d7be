package dev.parallelmcp.core.model;

import java.util.Optional;

/**
 * The tasks of one kind, counted as in {@link dev.parallelmcp.core.model.result.StatsResult}.
 *
 * @param oldestReadyAgeMs absent when none of this kind is ready
 */
public record KindStats(
        String kind,
        int ready,
        int delayed,
        int blockedByDependency,
        int leased,
        int paused,
        int dead,
        Optional<Long> oldestReadyAgeMs) {}
