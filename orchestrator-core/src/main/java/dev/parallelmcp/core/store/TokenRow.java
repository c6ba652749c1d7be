package dev.parallelmcp.core.store;

import org.jspecify.annotations.Nullable;

/**
 * A client token that was used.
 *
 * @param argumentsHash tells the same call from another
 * @param answerId the record to answer when the call is repeated
 * @param answer what is to be answered where one record is not enough, in words of the operation's own
 */
public record TokenRow(
        String namespace,
        String token,
        String operation,
        String argumentsHash,
        String runId,
        String answerId,
        @Nullable String answer) {}
