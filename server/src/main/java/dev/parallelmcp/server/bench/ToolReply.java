package dev.parallelmcp.server.bench;

import com.fasterxml.jackson.databind.JsonNode;

/** What a tool replied. */
record ToolReply(boolean refused, JsonNode content) {

    static ToolReply read(JsonNode line) {
        JsonNode result = line.path("result");
        if (result.isMissingNode()) {
            return new ToolReply(true, line.path("error"));
        }
        return new ToolReply(result.path("isError").asBoolean(), result.path("structuredContent"));
    }
}
