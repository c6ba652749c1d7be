package dev.parallelmcp.server.drill;

/**
 * The size of a crash drill.
 *
 * @param rounds kills
 * @param processes servers
 * @param leaseMillis the length of the workers' leases, in milliseconds
 * @param seed what chance follows from
 */
public record CrashOptions(int rounds, int processes, int leaseMillis, long seed) {

    public static final int MAX_ROUNDS = 10_000;
    public static final int MAX_PROCESSES = 16;
    public static final int MIN_LEASE_MILLIS = 500;
    public static final int MAX_LEASE_MILLIS = 60_000;

    /** After the end of its lease a task must be offered again within this time. */
    static final int GRACE_MILLIS = 1_000;

    /** Throws IllegalArgumentException for a size that is not allowed, naming the option. */
    public CrashOptions {
        Bounds.check("rounds", rounds, 1, MAX_ROUNDS);
        Bounds.check("processes", processes, 1, MAX_PROCESSES);
        Bounds.check("lease-ms", leaseMillis, MIN_LEASE_MILLIS, MAX_LEASE_MILLIS);
    }

    /** The longest time from a kill until the tasks that the dead worker held are offered again by a server left. */
    int reofferMillis() {
        return leaseMillis + GRACE_MILLIS;
    }
}
