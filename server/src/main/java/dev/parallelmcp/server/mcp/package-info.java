/**
 * The Model Context Protocol on two streams: framing, JSON-RPC, sessions of the SDK, one reply per request. Knows tools
 * only as a {@link dev.parallelmcp.server.mcp.ToolHandler}.
 */
@NullMarked
package dev.parallelmcp.server.mcp;

import org.jspecify.annotations.NullMarked;
