package dev.parallelmcp.server.embed;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parallelmcp.server.mcp.McpConnection;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/** What a server writes, character by character. */
final class RawReplies {

    private static final String GREETING =
            "{'jsonrpc':'2.0','id':1,'method':'initialize','params':{'protocolVersion':'2025-06-18','capabilities':{},"
                    + "'clientInfo':{'name':'test','version':'1'}}}\n";

    private static final String GREETED = "{\"jsonrpc\":\"2.0\",\"id\":1,";

    private RawReplies() {}

    /** The replies to these lines, in any order as replies are; apostrophes stand for quotation marks. */
    static List<String> of(ParallelMcpServer server, String... lines) {
        byte[] input =
                (GREETING + String.join("\n", lines) + "\n").replace('\'', '"').getBytes(UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (McpConnection connection = server.connect(new ByteArrayInputStream(input), out)) {
            connection.run();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toString(UTF_8)
                .lines()
                .filter(reply -> !reply.startsWith(GREETED))
                .toList();
    }
}
