package dev.parallelmcp.core.doctor;

/** Runs that follow each other in the order of creation, both ends included. */
public record RunSpan(long firstSeq, long lastSeq) {}
