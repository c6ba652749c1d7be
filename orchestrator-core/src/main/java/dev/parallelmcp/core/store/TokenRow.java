package dev.parallelmcp.core.store;

/**
 * A client token that was used.
 *
 * @param argumentsHash tells the same call from another
 * @param answerId the record to answer when the call is repeated
 */
public record TokenRow(
        String namespace, String token, String operation, String argumentsHash, String runId, String answerId) {}
