/** Waiting for something to be in the store, without a thread for each who waits. */
@NullMarked
package dev.parallelmcp.core.waiting;

import org.jspecify.annotations.NullMarked;
