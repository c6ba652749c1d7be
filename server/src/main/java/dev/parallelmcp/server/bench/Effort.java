package dev.parallelmcp.server.bench;

/**
 * How much trouble is taken.
 *
 * @param rounds measured, of which the median counts
 * @param warmUp tasks before anything is measured, so that Java has compiled what is
 */
record Effort(int rounds, int warmUp) {}
