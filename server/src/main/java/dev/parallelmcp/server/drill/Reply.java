package dev.parallelmcp.server.drill;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** What became of a call. */
sealed interface Reply {

    /** The tool did what it was asked. */
    record Answer(JsonNode content) implements Reply {}

    /** The server answered with an error; the lease is the one that it names, blank when it names none. */
    record Refusal(String code, String message, String leaseId) implements Reply {}

    /** No reply came: the server ended first, or took too long. Nobody knows whether the call was done. */
    record Unanswered(String reason) implements Reply {}

    /** The content of an answer. */
    default Optional<JsonNode> answered() {
        return this instanceof Answer answer ? Optional.of(answer.content()) : Optional.empty();
    }

    /** Reads the reply to a request; of a method that is no tool the answer is the result. */
    static Reply of(JsonNode line) {
        if (line.has("error")) {
            JsonNode error = line.get("error");
            return new Refusal(
                    "JSON_RPC_" + error.path("code").asText(),
                    error.path("message").asText(),
                    "");
        }
        JsonNode result = line.path("result");
        JsonNode content = result.path("structuredContent");
        if (!result.path("isError").asBoolean()) {
            return new Answer(content.isMissingNode() ? result : content);
        }
        JsonNode error = content.path("error");
        return new Refusal(
                error.path("code").asText("NO_CODE"),
                error.path("message").asText(),
                error.at("/ids/leaseId").asText());
    }
}
