package dev.parallelmcp.server.drill;

/**
 * An attempt whose worker was killed with its server.
 *
 * @param taskId its task
 * @param number of the attempt
 */
record Orphan(String taskId, int number) {}
