package dev.parallelmcp.server.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/** A client that says exactly the bytes a test wants said. */
public final class TestClient implements AutoCloseable {

    static final ServerIdentity IDENTITY = new ServerIdentity("test-server", "1.2.3", "Read me");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final FedInput toServer = new FedInput();
    private final CollectedOutput fromServer = new CollectedOutput();
    private final CompletableFuture<Void> served;

    TestClient(ToolHandler tools, ConnectionLimits limits) {
        this((in, out) ->
                new McpConnection(in, out, tools, ConnectionOptions.of(IDENTITY).withLimits(limits)));
    }

    public TestClient(BiFunction<InputStream, OutputStream, McpConnection> server) {
        McpConnection connection = server.apply(toServer, fromServer);
        served = CompletableFuture.runAsync(() -> run(connection), work -> new Thread(work, "test-server").start());
    }

    static TestClient uninitialised() {
        return new TestClient(new TestTools(), ConnectionLimits.DEFAULT);
    }

    static TestClient initialised(ToolHandler tools, ConnectionLimits limits) {
        TestClient client = new TestClient(tools, limits);
        client.initialize("2025-11-25");
        client.send("{'jsonrpc':'2.0','method':'notifications/initialized'}");
        return client;
    }

    static TestClient initialised() {
        return initialised(new TestTools(), ConnectionLimits.DEFAULT);
    }

    private static void run(McpConnection connection) {
        try {
            connection.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public JsonNode initialize(String revision) {
        return ask("{'jsonrpc':'2.0','id':'init','method':'initialize','params':{'protocolVersion':'" + revision
                + "','capabilities':{},'clientInfo':{'name':'test','version':'1'}}}");
    }

    /** Sends a line; apostrophes stand for quotation marks. */
    public void send(String line) {
        sendRaw((line.replace('\'', '"') + "\n").getBytes(UTF_8));
    }

    void sendRaw(byte[] bytes) {
        toServer.feed(bytes);
    }

    public JsonNode next() {
        return parse(fromServer.nextLine());
    }

    /** Sends a line and awaits one. */
    public JsonNode ask(String line) {
        send(line);
        return next();
    }

    public JsonNode callTool(String id, String tool, String arguments) {
        send(toolCall(id, tool, arguments));
        return next();
    }

    public static String toolCall(String id, String tool, String arguments) {
        return "{'jsonrpc':'2.0','id':" + id + ",'method':'tools/call','params':{'name':'" + tool + "','arguments':"
                + arguments + "}}";
    }

    /** The server still answers, and has said nothing that was not read. */
    public void assertAlive() {
        JsonNode pong = ask("{'jsonrpc':'2.0','id':'alive','method':'ping'}");
        assertThat(pong.toString()).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":\"alive\",\"result\":{}}");
    }

    void endInput() {
        toServer.end();
    }

    /** Ends the input, awaits the server's end, and gives what it said meanwhile. */
    public List<JsonNode> finish() {
        endInput();
        served.orTimeout(20, TimeUnit.SECONDS).join();
        return fromServer.rest().stream().map(TestClient::parse).toList();
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + line, e);
        }
    }

    @Override
    public void close() {
        finish();
    }
}
