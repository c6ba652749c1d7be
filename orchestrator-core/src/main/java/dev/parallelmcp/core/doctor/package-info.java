/** What a database must hold true of itself, and how to find out whether it does. Knows no SQL. */
@NullMarked
package dev.parallelmcp.core.doctor;

import org.jspecify.annotations.NullMarked;
