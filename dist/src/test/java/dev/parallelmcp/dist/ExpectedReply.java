package dev.parallelmcp.dist;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What JSON-RPC says that a line is answered by.
 *
 * @param code that of the error when the line is no request; otherwise null, and the answer is the method's affair
 * @param id what it answers to
 */
record ExpectedReply(@Nullable Integer code, JsonNode id) {

    private static final int PARSE_ERROR = -32_700;
    private static final int INVALID_REQUEST = -32_600;
    private static final int MAX_ID_CHARACTERS = 1_000;
    /** The depth of a message that servers need not follow any more. */
    private static final ObjectMapper MESSAGES = Lines.mapper(1_000);

    /** What this line must be answered by; empty when nothing. */
    static Optional<ExpectedReply> to(byte[] line) {
        try {
            String text = UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString()
                    .replaceFirst("^\ufeff", "")
                    .replaceFirst("\r$", "");
            return text.isBlank() ? Optional.empty() : to(MESSAGES.readTree(text));
        } catch (CharacterCodingException | JsonProcessingException e) {
            return error(PARSE_ERROR, NullNode.getInstance());
        }
    }

    private static Optional<ExpectedReply> to(JsonNode message) {
        JsonNode id = message.path("id");
        JsonNode method = message.path("method");
        boolean usable =
                (id.isTextual() || id.isIntegralNumber()) && id.toString().length() <= MAX_ID_CHARACTERS;
        if (message.path("jsonrpc").isTextual()
                && message.path("jsonrpc").asText().equals("2.0")) {
            if (method.isMissingNode() && (message.has("result") || message.has("error"))) {
                return Optional.empty();
            }
            if (method.isTextual() && id.isMissingNode()) {
                return Optional.empty();
            }
            // Some clients write null where they have none.
            if (method.isTextual()
                    && usable
                    && (!message.hasNonNull("params") || message.get("params").isObject())) {
                return Optional.of(new ExpectedReply(null, id));
            }
        }
        return error(INVALID_REQUEST, usable ? id : NullNode.getInstance());
    }

    private static Optional<ExpectedReply> error(int code, JsonNode id) {
        return Optional.of(new ExpectedReply(code, id));
    }

    /** What this reply would be expected as. */
    static ExpectedReply of(JsonNode reply) {
        int code = reply.at("/error/code").asInt();
        return new ExpectedReply(code == PARSE_ERROR || code == INVALID_REQUEST ? code : null, reply.get("id"));
    }
}
