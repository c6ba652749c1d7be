/** The demonstration: a small run from start to end, with everything that can happen to a task on the way. */
@NullMarked
package dev.parallelmcp.server.demo;

import org.jspecify.annotations.NullMarked;
