package dev.parallelmcp.core.doctor;

/**
 * A run, by its place in the order of creation.
 *
 * @param tasks how many it is said to have
 */
public record RunSize(long seq, long tasks) {}
