package dev.parallelmcp.server.mcp;

/**
 * A result that is JSON already.
 *
 * @param text one line
 */
record JsonText(String text) {}
