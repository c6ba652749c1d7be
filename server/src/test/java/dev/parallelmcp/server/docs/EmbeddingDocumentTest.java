package dev.parallelmcp.server.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import example.ReviewDesk;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program that docs/embedding.md prints is the one tested here, and a client can do the work that it plans. */
class EmbeddingDocumentTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "embedding.md");
    private static final Path PROGRAM = Path.of("src", "test", "java", "example", "ReviewDesk.java");
    private static final int MOST_MILLIS = 20_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void theDocumentPrintsTheProgram() throws IOException {
        assertThat(Files.readString(DOCUMENT)).contains("```java\n" + Files.readString(PROGRAM) + "```\n");
    }

    @Test
    void aClientDoesWhatTheProgramHasPlanned() throws IOException {
        assertThat(workUntilNothingIsReady())
                .extracting(task -> task.get("kind").textValue())
                .containsExactly("review", "review", "summary");
    }

    @Test
    void startedAgainTheProgramPlansNothingTwice() throws IOException {
        assertThat(workUntilNothingIsReady()).hasSize(3);
        assertThat(workUntilNothingIsReady()).isEmpty();
    }

    /** The tasks in the order in which they were done. */
    private List<JsonNode> workUntilNothingIsReady() throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(listening.getInetAddress(), listening.getLocalPort());
                Socket accepted = listening.accept()) {
            client.setSoTimeout(MOST_MILLIS);
            CompletableFuture<Void> served = CompletableFuture.runAsync(() -> serve(accepted));
            BufferedReader replies = new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8));
            List<JsonNode> done = work(client.getOutputStream(), replies);
            client.shutdownOutput();
            served.orTimeout(MOST_MILLIS, TimeUnit.MILLISECONDS).join();
            return done;
        }
    }

    private void serve(Socket socket) {
        try {
            ReviewDesk.serve(folder.resolve("reviews.sqlite"), socket.getInputStream(), socket.getOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<JsonNode> work(OutputStream toServer, BufferedReader replies) throws IOException {
        ask(toServer, replies, "initialize", """
                {"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"test","version":"1"}}""");
        List<JsonNode> done = new ArrayList<>();
        for (JsonNode claim = claim(toServer, replies); !claim.isNull(); claim = claim(toServer, replies)) {
            ask(toServer, replies, "tools/call", """
                    {"name":"complete_task","arguments":{"taskId":%s,"leaseId":%s,"workerId":"w"}}""".formatted(claim.at("/task/id"), claim.at("/lease/id")));
            done.add(claim.get("task"));
        }
        return done;
    }

    private static JsonNode claim(OutputStream toServer, BufferedReader replies) throws IOException {
        return ask(toServer, replies, "tools/call", """
                {"name":"claim_next_task","arguments":{"workerId":"w"}}""").at("/structuredContent/claim");
    }

    private static JsonNode ask(OutputStream toServer, BufferedReader replies, String method, String params)
            throws IOException {
        toServer.write(("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}\n")
                .getBytes(UTF_8));
        JsonNode result = JSON.readTree(replies.readLine()).get("result");
        assertThat(result).as(method).isNotNull();
        assertThat(result.path("isError").asBoolean()).as(result.toString()).isFalse();
        return result;
    }
}
