package dev.parallelmcp.server.mcp;

/**
 * How a connection is to be.
 *
 * @param identity who the server is
 * @param limits what it bears
 * @param reclaim called, on a thread of its own, when it has become quiet after messages of more than a MiB: a chance to
 *     have memory given back that nothing will need soon
 */
public record ConnectionOptions(ServerIdentity identity, ConnectionLimits limits, Runnable reclaim) {

    /** With the default limits; nobody cares about memory. */
    public static ConnectionOptions of(ServerIdentity identity) {
        return new ConnectionOptions(identity, ConnectionLimits.DEFAULT, () -> {});
    }

    public ConnectionOptions withLimits(ConnectionLimits limits) {
        return new ConnectionOptions(identity, limits, reclaim);
    }

    public ConnectionOptions withReclaim(Runnable reclaim) {
        return new ConnectionOptions(identity, limits, reclaim);
    }
}
