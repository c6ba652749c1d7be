package dev.parallelmcp.core.store;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How many tasks there are of each sort that somebody has yet to do something about.
 *
 * @param ready can be claimed now
 * @param delayed queued, with no unmet dependency, for later
 * @param blockedByDependency queued, with an unmet dependency
 * @param leased leased or running, whether or not the lease has run out in the meantime
 * @param paused blocked or waiting for input
 * @param dead failed because the attempts ran out
 * @param readySince the earliest instant from which on one of the ready tasks could be claimed
 */
public record WorkCounts(
        int ready,
        int delayed,
        int blockedByDependency,
        int leased,
        int paused,
        int dead,
        Optional<Instant> readySince) {

    public static final WorkCounts ZERO = new WorkCounts(0, 0, 0, 0, 0, 0, Optional.empty());

    public WorkCounts plus(WorkCounts other) {
        return new WorkCounts(
                ready + other.ready,
                delayed + other.delayed,
                blockedByDependency + other.blockedByDependency,
                leased + other.leased,
                paused + other.paused,
                dead + other.dead,
                Stream.of(readySince, other.readySince)
                        .flatMap(Optional::stream)
                        .min(Instant::compareTo));
    }
}
