package dev.parallelmcp.server.embed;

import static dev.parallelmcp.server.mcp.TestClient.toolCall;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.Event;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.CompleteTaskRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.ListRunEventsRequest;
import dev.parallelmcp.core.store.sqlite.SqliteStore;
import dev.parallelmcp.server.mcp.ConnectionLimits;
import dev.parallelmcp.server.mcp.TestClient;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tools that wait, as a client sees them. */
@Timeout(60)
class WaitingCallsTest {

    private static final String STATELESS = ",'io.modelcontextprotocol/protocolVersion':'2026-07-28',"
            + "'io.modelcontextprotocol/clientCapabilities':{}";

    @TempDir
    Path folder;

    private Orchestrator orchestrator;

    @BeforeEach
    void open() {
        orchestrator = Orchestrator.on(SqliteStore.open(folder.resolve("state.sqlite")));
        orchestrator.createRun(CreateRunRequest.builder().id("r").keepOpen().build());
    }

    @AfterEach
    void close() {
        orchestrator.close();
    }

    private TestClient client() {
        return client(ConnectionLimits.DEFAULT);
    }

    private TestClient client(ConnectionLimits limits) {
        TestClient client = new TestClient(
                ParallelMcpServer.builder(orchestrator).limits(limits).build()::connect);
        client.initialize("2025-11-25");
        return client;
    }

    private void enqueue(String taskId) {
        orchestrator.enqueueTask(EnqueueTaskRequest.builder("r", "k").id(taskId).build());
    }

    private static String waitingClaim(int id) {
        return toolCall(String.valueOf(id), "claim_next_task", "{'workerId':'w','waitMs':50000}");
    }

    private static String cancellation(int id) {
        return "{'jsonrpc':'2.0','method':'notifications/cancelled','params':{'requestId':" + id + "}}";
    }

    private static JsonNode content(JsonNode reply) {
        return reply.at("/result/structuredContent");
    }

    @Test
    void aCallThatWaitsKeepsNoOtherFromItsTurn() {
        try (TestClient client = client()) {
            client.send(waitingClaim(1));
            client.send(toolCall("2", "list_events_since", "{'afterId':1000,'waitMs':50000}"));
            client.send(toolCall("3", "enqueue_task", "{'runId':'r','kind':'k','id':'t'}"));
            assertThat(List.of(client.next(), client.next()))
                    .anySatisfy(
                            reply -> assertThat(content(reply).at("/task/id").textValue())
                                    .isEqualTo("t"))
                    .anySatisfy(reply -> assertThat(
                                    content(reply).at("/claim/task/id").textValue())
                            .isEqualTo("t"));
            client.send(cancellation(2));
        }
    }

    /** Cancelled before it began, while it waited, or when its task had just come: in no case is the task lost. */
    @RepeatedTest(20)
    void aTaskIsNeverLostToACallThatIsTakenBack() {
        TestClient client = client();
        client.send(waitingClaim(1));
        enqueue("t");
        client.send(cancellation(1));
        List<JsonNode> replies = client.finish();

        boolean told = !replies.isEmpty();
        assertThat(orchestrator
                        .claimNextTask(ClaimNextTaskRequest.builder("other").build())
                        .claim()
                        .isEmpty())
                .isEqualTo(told);
    }

    @Test
    void aCallThatIsTakenBackWhileItWaitsClaimsNothing() {
        TestClient client = client();
        client.send(waitingClaim(1));
        client.send(cancellation(1));
        // Answered after the claim has had its turn.
        client.callTool("2", "get_run", "{'runId':'r'}");
        enqueue("t");

        assertThat(client.finish()).isEmpty();
        assertThat(orchestrator
                        .listRunEvents(ListRunEventsRequest.builder("r").build())
                        .events())
                .extracting(Event::eventType)
                .doesNotContain(EventType.TASK_CLAIMED);
    }

    @Test
    void aWaitEndsInTimeThoughAChangeWaitsForTheDatabase() throws SQLException {
        try (TestClient client = client();
                Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("state.sqlite"));
                Statement statement = other.createStatement()) {
            client.send(toolCall("1", "claim_next_task", "{'workerId':'w','waitMs':2000}"));
            // Answered after the claim has had its turn.
            client.callTool("2", "get_run", "{'runId':'r'}");
            statement.execute("BEGIN IMMEDIATE");
            client.send(toolCall("3", "enqueue_task", "{'runId':'r','kind':'k','id':'t'}"));

            JsonNode first = client.next();
            assertThat(first.get("id").asInt()).isEqualTo(1);
            assertThat(content(first).path("claim").isNull()).isTrue();
            statement.execute("ROLLBACK");
            assertThat(client.next().get("id").asInt()).isEqualTo(3);
        }
    }

    @Test
    void atTheEndOfInputThoseWhoWaitAreToldThatThereIsNothing() {
        TestClient client = client();
        client.send(waitingClaim(1));
        client.send(toolCall("2", "list_events_since", "{'afterId':1000,'waitMs':50000}"));
        client.send(toolCall("3", "wait_for_run", "{'runId':'r','waitMs':50000}"));

        assertThat(client.finish())
                .hasSize(3)
                .allSatisfy(reply ->
                        assertThat(reply.at("/result/isError").asBoolean()).isFalse())
                .anySatisfy(reply ->
                        assertThat(content(reply).path("claim").isNull()).isTrue())
                .anySatisfy(reply -> assertThat(content(reply).path("events")).isEmpty())
                .anySatisfy(reply ->
                        assertThat(content(reply).path("done").asText()).isEqualTo("false"));
    }

    @Test
    void beyondTheMostWhoMayWaitACallIsRefusedAndMayBeRepeated() {
        TestClient client = client(new ConnectionLimits(100_000, 100, 1, 2, Duration.ofSeconds(3)));
        client.send(waitingClaim(1));
        client.send(waitingClaim(2));

        assertThat(client.next().at("/result/content/0/text").textValue())
                .startsWith("LIMIT_EXCEEDED: ")
                .contains("waitMs")
                .endsWith("(retryable: true)");
        assertThat(client.finish()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", STATELESS})
    void waitingForARunTellsItsProgress(String meta) {
        enqueue("a");
        enqueue("b");
        try (TestClient client = client()) {
            client.send("{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'name':'wait_for_run',"
                    + "'_meta':{'progressToken':'p'" + meta + "},'arguments':{'runId':'r','waitMs':50000}}}");
            assertThat(progress(client.next())).isEqualTo("0 of 2");
            complete();
            assertThat(progress(client.next())).isEqualTo("1 of 2");
            assertThat(content(client.callTool("2", "close_run", "{'runId':'r'}"))
                            .at("/run/status")
                            .textValue())
                    .isEqualTo("active");
            complete();

            JsonNode end = client.next();
            if (end.has("method")) {
                assertThat(progress(end)).isEqualTo("2 of 2");
                end = client.next();
            }
            assertThat(end.get("id").asInt()).isEqualTo(1);
            assertThat(content(end).path("done").asBoolean()).isTrue();
            assertThat(content(end).at("/run/status").textValue()).isEqualTo("completed");
        }
    }

    private static String progress(JsonNode notification) {
        assertThat(notification.path("method").textValue()).isEqualTo("notifications/progress");
        JsonNode params = notification.get("params");
        assertThat(params.get("progressToken").textValue()).isEqualTo("p");
        return params.get("progress") + " of " + params.get("total");
    }

    private void complete() {
        Claim claim = orchestrator
                .claimNextTask(ClaimNextTaskRequest.builder("w").build())
                .claim()
                .orElseThrow();
        orchestrator.completeTask(CompleteTaskRequest.builder(claim.lease()).build());
    }
}
