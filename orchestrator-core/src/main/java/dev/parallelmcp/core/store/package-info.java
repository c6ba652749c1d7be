/** The port: what the engine asks of a database, row by row, inside a transaction. */
@NullMarked
package dev.parallelmcp.core.store;

import org.jspecify.annotations.NullMarked;
