package dev.parallelmcp.server.embed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.model.request.CancelRunRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.PruneRunsRequest;
import dev.parallelmcp.core.store.sqlite.SqliteStore;
import dev.parallelmcp.server.mcp.TestClient;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client is told when what it has subscribed to changes, whoever changes it. */
@Timeout(60)
class SubscriptionsTest {

    @TempDir
    Path folder;

    /** Another process, as far as the database can tell. */
    private Orchestrator other;

    private Orchestrator served;
    private TestClient client;

    @BeforeEach
    void open() {
        other = Orchestrator.on(SqliteStore.open(folder.resolve("state.sqlite")));
        served = Orchestrator.builder(SqliteStore.open(folder.resolve("state.sqlite")))
                .namespace("own")
                .build();
        for (String namespace : List.of("own", "foreign")) {
            for (String number : List.of("1", "2")) {
                other.createRun(CreateRunRequest.builder()
                        .id(namespace + number)
                        .namespace(namespace)
                        .build());
                enqueue(other, namespace + number, "t-" + namespace + number);
            }
        }
        client = new TestClient(ParallelMcpServer.builder(served).build()::connect);
        client.initialize("2025-11-25");
    }

    @AfterEach
    void close() {
        client.close();
        served.close();
        other.close();
    }

    private static void enqueue(Orchestrator on, String runId, String taskId) {
        on.enqueueTask(EnqueueTaskRequest.builder(runId, "k").id(taskId).build());
    }

    private static String request(String id, String method, String uri) {
        return "{'jsonrpc':'2.0','id':'" + id + "','method':'" + method + "','params':{'uri':'" + uri + "'}}";
    }

    private void subscribe(String... uris) {
        for (String uri : uris) {
            assertThat(client.ask(request(uri, "resources/subscribe", uri))
                            .get("result")
                            .toString())
                    .isEqualTo("{}");
        }
    }

    /** The URI of an update. */
    private static String updated(JsonNode notification) {
        assertThat(notification.has("id")).as("%s", notification).isFalse();
        assertThat(notification.get("method").textValue()).isEqualTo("notifications/resources/updated");
        assertThat(notification.get("params")).hasSize(1);
        return notification.at("/params/uri").textValue();
    }

    /** The updates up to and with that of {@code last}. */
    private List<String> updatesUntil(String last) {
        List<String> updates = new ArrayList<>();
        do {
            updates.add(updated(client.next()));
        } while (!updates.get(updates.size() - 1).equals(last));
        return updates;
    }

    private Set<String> updates(int number) {
        Set<String> updates = new TreeSet<>();
        while (updates.size() < number) {
            updates.add(updated(client.next()));
        }
        return updates;
    }

    @Test
    void changeOfAnotherProcessIsToldToWhoSubscribed() {
        subscribe("run://own1", "task://t-own1", "events://own1", "run://own2");
        enqueue(other, "own1", "new");
        assertThat(updates(2)).containsExactlyInAnyOrder("run://own1", "events://own1");
    }

    @Test
    void changeOfTheClientItselfIsToldToo() {
        subscribe("task://t-own1");
        client.send(TestClient.toolCall("7", "cancel_task", "{'taskId':'t-own1'}"));
        List<JsonNode> said = List.of(client.next(), client.next());
        assertThat(said).filteredOn(message -> message.has("id")).hasSize(1);
        assertThat(said)
                .filteredOn(message -> !message.has("id"))
                .hasSize(1)
                .allSatisfy(message -> assertThat(updated(message)).isEqualTo("task://t-own1"));
    }

    @Test
    void countsChangeWithWhateverHappensInTheNamespaceAndNowhereElse() {
        subscribe("stats://");
        enqueue(other, "foreign1", "foreign-new");
        subscribe("run://own2");
        enqueue(other, "own2", "new");
        assertThat(List.of(updated(client.next()), updated(client.next())))
                .containsExactlyInAnyOrder("stats://", "run://own2");
        client.assertAlive();
    }

    @Test
    void eachUriIsToldAsItWasWritten() {
        other.createRun(CreateRunRequest.builder().id("own:3").namespace("own").build());
        subscribe("run://own:3", "run://own%3A3", "run://own%3a3");
        enqueue(other, "own:3", "new");
        assertThat(updates(3)).containsExactlyInAnyOrder("run://own:3", "run://own%3A3", "run://own%3a3");
    }

    @Test
    void whatIsNotSubscribedToAnyMoreIsNotTold() {
        subscribe("run://own1", "run://own2", "events://own2");
        assertThat(client.ask(request("u", "resources/unsubscribe", "run://own1"))
                        .get("result")
                        .toString())
                .isEqualTo("{}");
        enqueue(other, "own1", "unheard");
        enqueue(other, "own2", "heard");
        assertThat(updates(2)).containsExactlyInAnyOrder("run://own2", "events://own2");
    }

    @Test
    void whoForgetsAllAndSubscribesAgainHearsAgain() {
        subscribe("run://own1");
        client.ask(request("u", "resources/unsubscribe", "run://own1"));
        enqueue(other, "own1", "unheard");
        subscribe("run://own2", "run://own1");
        enqueue(other, "own2", "heard");
        assertThat(updatesUntil("run://own2")).containsOnly("run://own2");
    }

    @Test
    void pipelinedLinesTakeEffectInTheirOrder() {
        for (int i = 0; i < 20; i++) {
            client.send(request("s" + i, "resources/subscribe", "run://own1"));
            client.send(request("u" + i, "resources/unsubscribe", "run://own1"));
        }
        client.send(request("last", "resources/subscribe", "run://own2"));
        client.send(TestClient.toolCall("'call'", "enqueue_task", "{'runId':'own1','kind':'k'}"));
        client.send(TestClient.toolCall("'call'", "enqueue_task", "{'runId':'own2','kind':'k'}"));
        List<String> updates = new ArrayList<>();
        for (int i = 0; i < 44; i++) {
            JsonNode message = client.next();
            if (!message.has("id")) {
                updates.add(updated(message));
            }
        }
        assertThat(updates).containsExactly("run://own2");
    }

    @Test
    void manyChangesInARowAreToldAsFew() {
        subscribe("run://own1", "run://own2");
        long began = System.nanoTime();
        for (int i = 0; i < 200; i++) {
            enqueue(other, "own1", "new" + i);
        }
        enqueue(other, "own2", "last");
        List<String> updates = updatesUntil("run://own2");
        // One of each resource in 50 ms, however long the changes take on this machine.
        long bursts = 1 + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began) / 50;
        assertThat(updates).hasSizeLessThanOrEqualTo(Math.toIntExact(bursts + 1));
    }

    @Test
    void nothingForeignIsToldOrCanBeSubscribedTo() {
        for (String uri : List.of("run://foreign1", "task://t-foreign1", "events://foreign1")) {
            JsonNode foreign =
                    client.ask(request("1", "resources/subscribe", uri)).get("error");
            JsonNode unknown = client.ask(request("1", "resources/subscribe", uri.replace("foreign", "nowhere")))
                    .get("error");
            assertThat(foreign.get("code").intValue()).isEqualTo(-32_002);
            assertThat(foreign.toString().replace("foreign", "nowhere")).isEqualTo(unknown.toString());
        }
        subscribe("run://own1");
        enqueue(other, "foreign1", "foreign-new");
        enqueue(other, "own1", "new");
        assertThat(updatesUntil("run://own1")).containsExactly("run://own1");
    }

    @ParameterizedTest
    @CsvSource({
        "run://nobody, -32002",
        "run://, -32602",
        "file:///etc/passwd, -32002",
        "run://task_1, -32602",
    })
    void whatCannotBeReadCannotBeSubscribedTo(String uri, int code) {
        JsonNode error = client.ask(request("1", "resources/subscribe", uri)).get("error");
        assertThat(error.get("code").intValue()).isEqualTo(code);
        assertThat(error.at("/data/uri").textValue()).isEqualTo(uri);
    }

    @Test
    void moreThanAThousandSubscriptionsAreRefused() {
        List<String> taskIds = new ArrayList<>();
        other.transaction(on -> {
            for (int i = 0; i <= 1_000; i++) {
                taskIds.add(
                        on.enqueueTask(EnqueueTaskRequest.builder("own1", "k").build())
                                .task()
                                .id());
            }
            return true;
        });
        taskIds.subList(0, 1_000).forEach(id -> subscribe("task://" + id));
        String last = "task://" + taskIds.get(1_000);
        JsonNode error = client.ask(request("1", "resources/subscribe", last)).get("error");
        assertThat(error.get("code").intValue()).isEqualTo(-32_000);
        assertThat(error.get("message").textValue()).contains("at most 1000 subscriptions");
        subscribe("task://" + taskIds.get(0));
        client.ask(request("1", "resources/unsubscribe", "task://" + taskIds.get(0)));
        subscribe(last);
    }

    @Test
    void subscribingIsOfTheRevisionsWithAHandshake() {
        String envelope = "'_meta':{'io.modelcontextprotocol/protocolVersion':'2026-07-28',"
                + "'io.modelcontextprotocol/clientCapabilities':{}}";
        assertThat(client.initialize("2025-06-18")
                        .at("/result/capabilities/resources")
                        .toString())
                .isEqualTo("{\"subscribe\":true,\"listChanged\":false}");
        assertThat(client.ask("{'jsonrpc':'2.0','id':1,'method':'server/discover','params':{" + envelope + "}}")
                        .at("/result/capabilities/resources")
                        .toString())
                .isEqualTo("{\"subscribe\":false,\"listChanged\":false}");
        for (String method : List.of("resources/subscribe", "resources/unsubscribe")) {
            assertThat(client.ask("{'jsonrpc':'2.0','id':1,'method':'" + method + "','params':{'uri':'run://own1',"
                                    + envelope + "}}")
                            .at("/error/code")
                            .intValue())
                    .isEqualTo(-32_601);
        }
    }

    @Test
    void databaseThatCannotBeReadIsNoDefect() {
        served.close();
        for (String method : List.of("resources/subscribe", "resources/read")) {
            JsonNode error = client.ask(request("1", method, "run://own1")).get("error");
            assertThat(error.get("code").intValue()).as(method).isEqualTo(-32_000);
            assertThat(error.get("message").textValue()).startsWith("STORE_UNAVAILABLE: ");
        }
    }

    @Test
    void subscriptionsLastThoughTheClientGreetsAgain() {
        subscribe("run://own1");
        client.initialize("2025-06-18");
        enqueue(other, "own1", "new");
        assertThat(updatesUntil("run://own1")).containsExactly("run://own1");
    }

    @Test
    void runThatIsPrunedIsNotToldOfButOneOfItsIdIs() {
        subscribe("run://own1", "run://own2");
        other.cancelRun(CancelRunRequest.builder("own1").build());
        assertThat(updatesUntil("run://own1")).containsExactly("run://own1");
        assertThat(other.pruneRuns(PruneRunsRequest.builder(Instant.now().plusSeconds(60))
                                .build())
                        .count())
                .isOne();
        enqueue(other, "own2", "new");
        assertThat(updatesUntil("run://own2")).containsExactly("run://own2");
        other.createRun(CreateRunRequest.builder().id("own1").namespace("own").build());
        assertThat(updatesUntil("run://own1")).containsExactly("run://own1");
    }

    @Test
    void endOfInputEndsTheServerThoughThereAreSubscriptions() {
        subscribe("run://own1", "task://t-own1");
        assertThat(client.finish()).isEmpty();
    }
}
