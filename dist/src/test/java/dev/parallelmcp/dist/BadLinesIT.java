package dev.parallelmcp.dist;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines that end other servers: here each is answered, and the next one is read. */
class BadLinesIT {

    private static final int PARSE_ERROR = -32_700;
    private static final int INVALID_REQUEST = -32_600;
    private static final int METHOD_NOT_FOUND = -32_601;
    private static final int MOST_LINE_BYTES = 16 * 1024 * 1024;

    /** As bytes, one for each character. */
    private static final List<String> NOT_JSON = List.of(
            "this is not JSON",
            "{\"jsonrpc\":\"2.0\",\"id\":",
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"} {}",
            "\0",
            "\u00ef\u00bb\u00bf\u00ef\u00bb\u00bf{}",
            "{\"not UTF-8\":\"\u00c3(\"}",
            "[".repeat(100_000));

    /** Each with what the error answers to. */
    private static final Map<String, String> NO_REQUESTS = Map.ofEntries(
            Map.entry("[]", "null"),
            Map.entry("[{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"ping\"}]", "null"),
            Map.entry("\"text\"", "null"),
            Map.entry("42", "null"),
            Map.entry("null", "null"),
            Map.entry("{}", "null"),
            Map.entry("{\"jsonrpc\":\"1.0\",\"id\":6,\"method\":\"ping\"}", "6"),
            Map.entry("{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}", "null"),
            Map.entry("{\"jsonrpc\":\"2.0\",\"id\":[7],\"method\":\"ping\"}", "null"),
            Map.entry("{\"jsonrpc\":\"2.0\",\"id\":7}", "7"),
            Map.entry("{\"jsonrpc\":\"2.0\",\"id\":\"eight\",\"method\":42}", "\"eight\""),
            Map.entry("{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"ping\",\"params\":[]}", "9"));

    private static final List<String> FOREIGN_METHODS =
            List.of("no/such/method", "", "rpc.discover", "TOOLS/LIST", "tools/call/", "m".repeat(100_000));

    private static final List<String> FOREIGN_MESSAGES = List.of(
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/no_such_notification\",\"params\":{\"a\":1}}",
            "{\"jsonrpc\":\"2.0\",\"method\":\"no/such/method\",\"params\":[]}",
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":99}}",
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":null}}",
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\"}",
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}",
            "{\"jsonrpc\":\"2.0\",\"method\":\"tools/call\",\"params\":{\"name\":\"create_run\",\"arguments\":{}}}",
            "{\"jsonrpc\":\"2.0\",\"id\":0,\"result\":{}}",
            "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32700,\"message\":\"yours\"}}");

    private final ReplyQueue replies = new ReplyQueue();
    private JarProcess server;
    private int pings;

    @TempDir
    Path folder;

    @BeforeEach
    void start() {
        server = new JarProcess(replies, "--db", folder.resolve("state.sqlite").toString());
    }

    @AfterEach
    void endsWell() {
        try (JarProcess ending = server) {
            JarProcess.Ended ended = ending.endInput();
            assertThat(ended.stderr()).isEmpty();
            assertThat(ended.exitCode()).isZero();
            assertThat(replies.rest()).isEmpty();
        }
    }

    private void greet() {
        server.send(Lines.HELLO);
        assertThat(replies.next("initialize").has("result")).isTrue();
    }

    private void send(String line) {
        server.send((line + "\n").getBytes(ISO_8859_1));
    }

    private void assertRefused(int code, String id, String line) {
        JsonNode reply = replies.next(line);
        assertThat(reply.at("/error/code").asInt()).as("%s: %s", line, reply).isEqualTo(code);
        assertThat(reply.get("id").toString()).as(line).isEqualTo(id);
        assertThat(reply.at("/error/message").asText()).as(line).isNotBlank().hasSizeLessThan(1_000);
        assertHears();
    }

    private void assertHears() {
        String id = "\"ping %d\"".formatted(++pings);
        server.send(Lines.request(id, "ping", "{}"));
        JsonNode reply = replies.next("ping");
        assertThat(reply.get("id").toString()).isEqualTo(id);
        assertThat(reply.has("result")).isTrue();
    }

    @Test
    void whatIsNotJsonIsAParseError() {
        greet();
        for (String line : NOT_JSON) {
            send(line);
            assertRefused(PARSE_ERROR, "null", line);
        }
    }

    @Test
    void whatIsJsonButNoRequestIsAnInvalidOne() {
        greet();
        NO_REQUESTS.forEach((line, id) -> {
            send(line);
            assertRefused(INVALID_REQUEST, id, line);
        });
    }

    @Test
    void aLineBeyondTheLimitIsPassedOverToItsEnd() {
        greet();
        send(" ".repeat(MOST_LINE_BYTES - 2) + "{}");
        assertRefused(INVALID_REQUEST, "null", "the longest line that is read");
        send(" ".repeat(MOST_LINE_BYTES - 1) + "{}");
        assertRefused(INVALID_REQUEST, "null", "a line one byte too long");
        send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"a\":\""
                + "x".repeat(3 * MOST_LINE_BYTES));
        assertRefused(INVALID_REQUEST, "null", "a line of 48 MiB");
    }

    @Test
    void blankLinesMarksAndCarriageReturnsAreNoLines() {
        server.send("\uFEFF" + Lines.HELLO.replace("\n", "\r\n") + "\n\r\n \t \n\uFEFF\r\n\uFEFF\n");
        assertThat(replies.next("initialize").has("result")).isTrue();
        assertHears();
    }

    @Test
    void whatIsForeignIsRefusedOrPassedOver() {
        greet();
        for (String method : FOREIGN_METHODS) {
            server.send(Lines.request("1", method, "{}"));
            assertRefused(METHOD_NOT_FOUND, "1", "method " + method);
        }
        for (String message : FOREIGN_MESSAGES) {
            send(message);
            assertHears();
        }
    }

    @Test
    void whatComesBeforeInitializeIsAnswered() {
        String[] early = {"tools/list", "tools/call", "no/such/method"};
        for (String method : early) {
            server.send(Lines.request("1", method, "{\"name\":\"list_runs\",\"arguments\":{}}"));
            JsonNode reply = replies.next(method);
            assertThat(reply.has("error")).as("%s", reply).isTrue();
            assertHears();
        }
        server.send(Lines.INITIALIZED);
        assertHears();
        greet();
        server.send(Lines.call(2, "list_runs", "{}"));
        Lines.content(replies.next("list_runs"));
    }

    @Test
    void whatComesBeforeTheInitializedNotificationIsAnswered() {
        server.send(Lines.request("0", "initialize", Lines.HELLO_PARAMS)
                + Lines.request("1", "tools/list", "{}")
                + Lines.call(2, "create_run", "{}"));
        replies.next("initialize");
        assertThat(List.of(replies.next("tools/list"), replies.next("create_run")))
                .allSatisfy(reply -> assertThat(reply.has("result")).isTrue());
        server.send(Lines.INITIALIZED);
        assertHears();
    }
}
