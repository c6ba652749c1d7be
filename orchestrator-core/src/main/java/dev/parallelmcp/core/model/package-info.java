/** The vocabulary: runs, tasks, attempts, leases, context snapshots and events. Values only, no database and no clock. */
@NullMarked
package dev.parallelmcp.core.model;

import org.jspecify.annotations.NullMarked;
