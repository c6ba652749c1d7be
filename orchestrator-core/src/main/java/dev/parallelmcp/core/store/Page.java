package dev.parallelmcp.core.store;

/**
 * Which part of a list to read.
 *
 * @param maxBytes the list ends early, with at least one item, once its items hold more than this many bytes
 */
public record Page(int limit, int offset, int maxBytes) {}
