/** The program: {@link dev.parallelmcp.server.Main} alone touches the process's streams, clock and exit. */
@NullMarked
package dev.parallelmcp.server;

import org.jspecify.annotations.NullMarked;
