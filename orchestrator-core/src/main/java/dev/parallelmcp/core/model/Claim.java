package dev.parallelmcp.core.model;

/** A task that a worker now holds, with everything that it needs to work on it. */
public record Claim(Run run, Task task, Attempt attempt, Lease lease) {}
