package dev.parallelmcp.core.model.result;

import dev.parallelmcp.core.model.KindStats;
import dev.parallelmcp.core.model.RunStatus;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What there is to do, and how runs stand, at one instant.
 *
 * @param ready tasks that a claim would find now, those included whose delay has just ended
 * @param delayed queued tasks with no unmet dependency, whose notBefore lies ahead
 * @param blockedByDependency queued tasks with an unmet dependency
 * @param leased leased and running tasks; one whose lease has run out counts here until that is applied
 * @param paused blocked and waiting_input tasks
 * @param dead tasks whose attempts ran out
 * @param oldestReadyAgeMs how long the task has been ready that has been so for longest: since it was queued (or queued
 *     again), its delay ended or its last dependency ended, whichever was latest; absent when none is ready
 * @param byKind the same for every kind of which there is such a task, sorted by kind: the first {@link
 *     dev.parallelmcp.core.model.Limits#MAX_KINDS_SHOWN}
 * @param runsByStatus every status is there, in lifecycle order
 * @param truncated there are more kinds
 */
public record StatsResult(
        int ready,
        int delayed,
        int blockedByDependency,
        int leased,
        int paused,
        int dead,
        Optional<Long> oldestReadyAgeMs,
        List<KindStats> byKind,
        Map<RunStatus, Integer> runsByStatus,
        boolean truncated) {

    public StatsResult {
        byKind = List.copyOf(byKind);
        EnumMap<RunStatus, Integer> all = new EnumMap<>(RunStatus.class);
        for (RunStatus status : RunStatus.values()) {
            all.put(status, runsByStatus.getOrDefault(status, 0));
        }
        runsByStatus = Collections.unmodifiableMap(all);
    }
}
