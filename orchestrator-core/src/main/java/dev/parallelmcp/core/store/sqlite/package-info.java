/** The embedded store: one SQLite file, any number of threads and processes. */
@NullMarked
package dev.parallelmcp.core.store.sqlite;

import org.jspecify.annotations.NullMarked;
