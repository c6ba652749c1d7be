package dev.parallelmcp.core.store;

/**
 * Which part of a list to read.
 *
 * @param maxBytes the list ends early, with at least one item, before its items take up more than this many bytes of a
 *     reply, which carries them twice: as JSON, and as JSON inside a text
 */
public record Page(int limit, int offset, int maxBytes) {}
