package dev.parallelmcp.core.store;

import dev.parallelmcp.core.model.Attempt;
import dev.parallelmcp.core.model.Lease;

/** An attempt and its lease: they begin together, one to one, and are one row. */
public record AttemptRow(Attempt attempt, Lease lease) {}
