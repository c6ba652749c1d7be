package dev.parallelmcp.core.reference;

import java.util.List;

/**
 * What a client token was used for.
 *
 * @param arguments equal for calls that are the same
 * @param runId with which the token leaves
 * @param answer what it takes to answer the call again
 */
record TokenUse(
        String token, String namespace, String operation, Object arguments, String runId, List<Object> answer) {}
