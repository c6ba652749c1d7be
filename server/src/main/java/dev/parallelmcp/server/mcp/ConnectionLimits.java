package dev.parallelmcp.server.mcp;

import java.time.Duration;

/**
 * The bounds of a connection.
 *
 * @param maxLineBytes the longest message that is read
 * @param maxCalls requests at work at once; more are refused, not queued
 * @param maxWaiting requests that wait for something to happen at once, beside those at work
 * @param threads requests worked on at once; the others of maxCalls wait
 * @param patienceAtEnd how long calls in progress may take after the input has ended
 */
public record ConnectionLimits(int maxLineBytes, int maxCalls, int maxWaiting, int threads, Duration patienceAtEnd) {

    public static final ConnectionLimits DEFAULT =
            new ConnectionLimits(16 * 1024 * 1024, 1_024, 512, 8, Duration.ofSeconds(3));
}
