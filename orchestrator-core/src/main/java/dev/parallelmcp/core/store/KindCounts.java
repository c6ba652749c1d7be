package dev.parallelmcp.core.store;

/** The tasks of one kind, counted. */
public record KindCounts(String kind, WorkCounts counts) {}
