package dev.parallelmcp.server.mcp;

/**
 * How a server presents itself.
 *
 * @param instructions what a model should know before it uses the tools
 */
public record ServerIdentity(String name, String version, String instructions) {}
