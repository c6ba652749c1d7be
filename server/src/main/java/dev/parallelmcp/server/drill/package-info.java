/** Drills: real servers on one database, worked hard or killed, and a verdict on what came of it. */
@NullMarked
package dev.parallelmcp.server.drill;

import org.jspecify.annotations.NullMarked;
