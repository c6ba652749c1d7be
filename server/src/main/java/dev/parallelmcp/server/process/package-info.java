/** This very program, started once more. */
@NullMarked
package dev.parallelmcp.server.process;

import org.jspecify.annotations.NullMarked;
