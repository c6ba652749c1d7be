package dev.parallelmcp.server.mcp;

import static dev.parallelmcp.server.mcp.Incoming.NO_ID;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a line as a JSON-RPC 2.0 message of the Model Context Protocol, which has no batches and no null ids. */
final class MessageParser {

    /** As much as a thousand unread answers may keep of each; no client makes longer ones. */
    static final int MAX_ID_CHARACTERS = 1_000;

    private static final Pattern INTEGER = Pattern.compile("-?\\d+");
    private static final JsonFactory STRINGS = new JsonFactory();

    private MessageParser() {}

    static Incoming parse(Line line) {
        if (line instanceof Line.Text text) {
            return parse(text.text());
        }
        return line instanceof Line.TooLong
                ? malformed(RpcError.INVALID_REQUEST, "the message is longer than this server accepts")
                : malformed(RpcError.PARSE_ERROR, "the line is not UTF-8");
    }

    private static Incoming parse(String text) {
        try {
            return classify(JsonFields.of(text));
        } catch (JsonFields.NotAnObjectException e) {
            return malformed(RpcError.INVALID_REQUEST, "a message must be one JSON object; batches are not supported");
        } catch (IOException e) {
            // The parser's own message would quote the line.
            return malformed(
                    RpcError.PARSE_ERROR,
                    "the line is not valid JSON, or is nested deeper than " + JsonFields.MAX_NESTING + " levels");
        }
    }

    private static Incoming classify(Map<String, String> fields) throws IOException {
        String id = fields.get("id");
        String method = fields.containsKey("method") ? string(fields.get("method")) : null;
        if (!"2.0".equals(string(fields.get("jsonrpc")))) {
            return invalid(id, "jsonrpc must be \"2.0\"");
        }
        if (!fields.containsKey("method")) {
            return fields.containsKey("result") || fields.containsKey("error")
                    ? new Incoming.Reply()
                    : invalid(id, "method is missing");
        }
        if (method == null) {
            return invalid(id, "method must be a string");
        }
        if (id == null) {
            return new Incoming.Notice(method, parameters(fields).orElse(Params.NONE));
        }
        if (!isId(id)) {
            return invalid(id, "id must be a string or an integer, of at most " + MAX_ID_CHARACTERS + " characters");
        }
        Optional<Params> params = parameters(fields);
        return params.isPresent()
                ? new Incoming.Call(id, method, params.get(), RequestMeta.of(params.get()))
                : invalid(id, "params must be an object");
    }

    /** Empty when they are something else than an object; null is as good as none. */
    private static Optional<Params> parameters(Map<String, String> fields) throws IOException {
        String params = fields.getOrDefault("params", "null");
        if (params.equals("null")) {
            return Optional.of(Params.NONE);
        }
        try {
            return Optional.of(Params.of(params));
        } catch (JsonFields.NotAnObjectException e) {
            return Optional.empty();
        }
    }

    /** The value of a JSON string, which is known to be one when it begins like one; null for everything else. */
    static @Nullable String string(@Nullable String json) throws IOException {
        if (json == null || !json.startsWith("\"")) {
            return null;
        }
        if (json.indexOf('\\') < 0) {
            // As good as all: they stand for themselves, and a parser would cost more than what it is made for.
            return json.substring(1, json.length() - 1);
        }
        try (JsonParser parser = STRINGS.createParser(json)) {
            return parser.nextTextValue();
        }
    }

    /** Whether a JSON text may identify a message: a string or an integer, and short enough to be repeated. */
    static boolean isId(String id) {
        return id.length() <= MAX_ID_CHARACTERS
                && (id.startsWith("\"") || INTEGER.matcher(id).matches());
    }

    private static Incoming invalid(@Nullable String id, String message) {
        String answerTo = Optional.ofNullable(id).filter(MessageParser::isId).orElse(NO_ID);
        return new Incoming.Malformed(answerTo, RpcError.INVALID_REQUEST, "invalid request: " + message);
    }

    private static Incoming malformed(int code, String message) {
        return new Incoming.Malformed(NO_ID, code, message);
    }
}
