/** What the SQL stores share: running statements, mapping rows, migrating, and the statements that every database takes. */
@NullMarked
package dev.parallelmcp.core.store.jdbc;

import org.jspecify.annotations.NullMarked;
