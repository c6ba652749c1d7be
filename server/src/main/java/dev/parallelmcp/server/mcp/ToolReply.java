package dev.parallelmcp.server.mcp;

/**
 * What a tool answered.
 *
 * @param text for clients that show a model the content
 * @param json the same as one line of JSON, an object
 * @param isError the tool refused or failed
 */
public record ToolReply(String text, String json, boolean isError) {}
