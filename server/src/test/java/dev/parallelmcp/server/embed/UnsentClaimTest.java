package dev.parallelmcp.server.embed;

import static dev.parallelmcp.server.mcp.TestClient.toolCall;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.model.Event;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.GetRunRequest;
import dev.parallelmcp.core.model.request.ListRunEventsRequest;
import dev.parallelmcp.core.store.sqlite.SqliteStore;
import dev.parallelmcp.server.mcp.ConnectionLimits;
import dev.parallelmcp.server.mcp.TestClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A task is leased to those only who are told so. */
@Timeout(60)
class UnsentClaimTest {

    private static final int TASKS = 100;

    @TempDir
    Path folder;

    private Orchestrator orchestrator;

    @BeforeEach
    void open() {
        orchestrator = Orchestrator.on(SqliteStore.open(folder.resolve("state.sqlite")));
        orchestrator.createRun(CreateRunRequest.builder().id("r").build());
        for (int i = 0; i < TASKS; i++) {
            orchestrator.enqueueTask(
                    EnqueueTaskRequest.builder("r", "k").maxAttempts(1).build());
        }
    }

    @AfterEach
    void close() {
        orchestrator.close();
    }

    private TestClient client() {
        TestClient client =
                new TestClient(ParallelMcpServer.builder(orchestrator).build()::connect);
        client.initialize("2025-11-25");
        return client;
    }

    private static String claim(int id) {
        return toolCall(String.valueOf(id), "claim_next_task", "{'workerId':'w'}");
    }

    private static String cancellation(int id) {
        return "{'jsonrpc':'2.0','method':'notifications/cancelled','params':{'requestId':" + id + "}}";
    }

    private int tasks(TaskStatus status) {
        return orchestrator.getRun(new GetRunRequest("r")).taskCounts().getOrDefault(status, 0);
    }

    private List<EventType> events() {
        return orchestrator
                .listRunEvents(ListRunEventsRequest.builder("r").limit(1_000).build())
                .events()
                .stream()
                .map(Event::eventType)
                .toList();
    }

    @RepeatedTest(10)
    void whateverTheRaceBetweenClaimAndCancellationNoLeaseIsLeftWithoutAReply() {
        TestClient client = client();
        client.send(IntStream.range(0, TASKS)
                .mapToObj(i -> claim(i) + "\n" + cancellation(i))
                .collect(Collectors.joining("\n")));
        Set<String> told = new HashSet<>();
        for (JsonNode reply : client.finish()) {
            assertThat(told.add(
                            reply.at("/result/structuredContent/claim/task/id").textValue()))
                    .isTrue();
        }
        assertThat(tasks(TaskStatus.LEASED)).isEqualTo(told.size());
        assertThat(tasks(TaskStatus.QUEUED)).isEqualTo(TASKS - told.size());
    }

    @Test
    void aClaimThatIsTakenBackWhileTheDatabaseIsLockedIsNeverMade() {
        TestClient client = client();
        LockedDatabase.during(folder.resolve("state.sqlite"), () -> {
            client.send(claim(1));
            client.send(cancellation(1));
            client.assertAlive();
        });
        assertThat(client.finish()).isEmpty();
        assertThat(events()).doesNotContain(EventType.TASK_CLAIMED);
        assertThat(tasks(TaskStatus.QUEUED)).isEqualTo(TASKS);
    }

    @Test
    void aClaimThatIsGivenUpAtTheEndOfInputIsNeverMade() {
        TestClient client = client();
        LockedDatabase.during(folder.resolve("state.sqlite"), () -> {
            client.send(claim(1));
            assertThat(client.finish())
                    .singleElement()
                    .satisfies(reply -> assertThat(
                                    reply.at("/result/content/0/text").textValue())
                            .startsWith("STORE_BUSY: ")
                            .contains("no effect")
                            .endsWith("(retryable: true)"));
        });
        // The next to write takes along what is still queued.
        orchestrator.createRun(CreateRunRequest.builder().build());
        assertThat(events()).doesNotContain(EventType.TASK_CLAIMED);
    }

    @Test
    void claimsOfAClientThatNoLongerReadsAreGivenBack() throws IOException {
        try (var in = claims(19);
                var connection = ParallelMcpServer.builder(orchestrator).build().connect(in, new NobodyReads())) {
            connection.run();
        }
        assertThat(tasks(TaskStatus.QUEUED)).isEqualTo(TASKS);
        assertThat(events()).contains(EventType.TASK_CLAIMED, EventType.TASK_RELEASED);
    }

    /** Claims that share a commit are made together, and then answered one by one. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void claimsWhoseAnswersAreStillUnreadAtTheEndAreGivenBack() throws IOException {
        ConnectionLimits limits = new ConnectionLimits(100_000, 1_024, 1, 2, Duration.ofMillis(100));
        CountDownLatch over = new CountDownLatch(1);
        ParallelMcpServer server =
                ParallelMcpServer.builder(orchestrator).limits(limits).build();
        try (var in = new SequenceInputStream(claims(TASKS), new EndWhenAllAreClaimed());
                var connection = server.connect(in, new NobodyReadsUntil(over))) {
            connection.run();
        }
        while (tasks(TaskStatus.QUEUED) < TASKS) {
            Thread.onSpinWait();
        }
        over.countDown();
        assertThat(events()).contains(EventType.TASK_CLAIMED, EventType.TASK_RELEASED);
    }

    private static ByteArrayInputStream claims(int count) {
        return lines(IntStream.rangeClosed(1, count).mapToObj(UnsentClaimTest::claim));
    }

    private static ByteArrayInputStream lines(Stream<String> calls) {
        String greeting = "{'jsonrpc':'2.0','id':0,'method':'initialize','params':{'protocolVersion':'2025-11-25',"
                + "'capabilities':{},'clientInfo':{'name':'gone','version':'1'}}}\n";
        String lines = greeting + calls.collect(Collectors.joining("\n")) + "\n";
        return new ByteArrayInputStream(lines.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static String claimAll(int id) {
        return toolCall(String.valueOf(id), "claim_tasks", "{'workerId':'w','max':30}");
    }

    @RepeatedTest(10)
    void whateverTheRaceBetweenAClaimOfManyAndItsCancellationNoLeaseIsLeftWithoutAReply() {
        TestClient client = client();
        client.send(IntStream.range(0, 4)
                .mapToObj(i -> claimAll(i) + "\n" + cancellation(i))
                .collect(Collectors.joining("\n")));
        Set<String> told = new HashSet<>();
        for (JsonNode reply : client.finish()) {
            for (JsonNode claim : reply.at("/result/structuredContent/claims")) {
                assertThat(told.add(claim.at("/task/id").textValue())).isTrue();
            }
        }
        assertThat(tasks(TaskStatus.LEASED)).isEqualTo(told.size());
        assertThat(tasks(TaskStatus.QUEUED)).isEqualTo(TASKS - told.size());
    }

    @Test
    void claimsOfManyForAClientThatNoLongerReadsAreGivenBack() throws IOException {
        try (var in = lines(IntStream.range(1, 4).mapToObj(UnsentClaimTest::claimAll));
                var connection = ParallelMcpServer.builder(orchestrator).build().connect(in, new NobodyReads())) {
            connection.run();
        }
        assertThat(tasks(TaskStatus.QUEUED)).isEqualTo(TASKS);
        assertThat(events()).contains(EventType.TASK_CLAIMED, EventType.TASK_RELEASED);
    }

    @Test
    void aRepeatedClaimOfManyThatIsTakenBackLeavesTheLeasesAlone() {
        TestClient client = client();
        String claim = "{'workerId':'w','max':10,'clientToken':'once'}";
        assertThat(client.callTool("1", "claim_tasks", claim).at("/result/structuredContent/claims"))
                .hasSize(10);
        for (int i = 0; i < 50; i++) {
            client.send(toolCall("2", "claim_tasks", claim) + "\n" + cancellation(2));
        }
        client.finish();
        assertThat(tasks(TaskStatus.LEASED)).isEqualTo(10);
        assertThat(events()).doesNotContain(EventType.TASK_RELEASED);
    }

    /** A worker may be on it since the first answer. */
    @Test
    void aRepeatedClaimThatIsTakenBackLeavesTheLeaseAlone() {
        TestClient client = client();
        String claim = "{'workerId':'w','clientToken':'once'}";
        assertThat(client.callTool("1", "claim_next_task", claim).at("/result/structuredContent/claim/lease"))
                .isNotEmpty();
        for (int i = 0; i < 50; i++) {
            client.send(toolCall("2", "claim_next_task", claim) + "\n" + cancellation(2));
        }
        client.finish();
        assertThat(tasks(TaskStatus.LEASED)).isEqualTo(1);
        assertThat(events()).doesNotContain(EventType.TASK_RELEASED);
    }

    /** Somebody else writes, and takes along the claims that are queued. */
    private final class EndWhenAllAreClaimed extends InputStream {
        @Override
        public int read() {
            while (tasks(TaskStatus.LEASED) < TASKS) {
                orchestrator.createRun(CreateRunRequest.builder().build());
            }
            return -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            return read();
        }
    }

    /** A pipe that is full once the greeting is answered. */
    private static final class NobodyReadsUntil extends OutputStream {

        private final CountDownLatch over;
        private boolean greeted;

        NobodyReadsUntil(CountDownLatch over) {
            this.over = over;
        }

        @Override
        public void write(int b) throws IOException {
            try {
                if (greeted) {
                    over.await();
                }
                greeted |= b == '\n';
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }

    /** A pipe whose other end is closed. */
    private static final class NobodyReads extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
        }
    }
}
