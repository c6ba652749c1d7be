/** Measures: what the program does, how fast, and how fast the database alone would be. */
@NullMarked
package dev.parallelmcp.server.bench;

import org.jspecify.annotations.NullMarked;
