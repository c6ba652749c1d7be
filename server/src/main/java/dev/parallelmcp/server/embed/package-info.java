/** The server as a library: an orchestrator served to an MCP client on two streams. */
@NullMarked
package dev.parallelmcp.server.embed;

import org.jspecify.annotations.NullMarked;
