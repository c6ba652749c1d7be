package dev.parallelmcp.server.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.waiting.Caller;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of the claims of a batch whose answer is not sent. */
class UnsentBatchTest {

    private final ToolsOnSqlite tools = new ToolsOnSqlite();

    @BeforeEach
    void enqueue() {
        tools.call("create_run", "{'id':'r','keepOpen':true}");
        for (String id : List.of("a", "b", "c")) {
            tools.call("enqueue_task", "{'runId':'r','kind':'k','maxAttempts':2,'id':'" + id + "'}");
        }
    }

    @AfterEach
    void close() {
        tools.close();
    }

    private ToolOutcome claimAll() {
        return tools.invoker()
                .call(
                        "claim_tasks",
                        "{\"workerId\":\"w\",\"max\":3,\"clientToken\":\"once\"}",
                        Caller.on(Runnable::run))
                .toCompletableFuture()
                .join();
    }

    private List<String> statuses() {
        List<String> statuses = new ArrayList<>();
        for (JsonNode task : tools.read("list_run_tasks", "{'runId':'r'}").get("tasks")) {
            statuses.add(task.get("status").textValue() + " " + task.get("attemptCount"));
        }
        return statuses;
    }

    private List<String> events() {
        List<String> events = new ArrayList<>();
        tools.read("list_run_events", "{'runId':'r','limit':1000}")
                .get("events")
                .forEach(event -> events.add(event.get("eventType").textValue() + " "
                        + event.path("taskId").asText()));
        return events;
    }

    @Test
    void allAreGivenBackAttemptsAndAll() {
        ToolOutcome outcome = claimAll();
        assertThat(statuses()).containsExactly("leased 1", "leased 1", "leased 1");

        outcome.undo().get().toCompletableFuture().join();

        assertThat(statuses()).containsExactly("queued 0", "queued 0", "queued 0");
        assertThat(events())
                .endsWith("task.released a", "task.released b", "task.released c")
                .filteredOn(event -> event.startsWith(EventType.TASK_RELEASED.wireName()))
                .hasSize(3);
    }

    /** One refusal takes the transaction of all of them along. */
    @Test
    void theOthersAreGivenBackWhenOneHasLeftItsLeaseMeanwhile() {
        ToolOutcome outcome = claimAll();
        tools.call("cancel_task", "{'taskId':'b'}");

        outcome.undo().get().toCompletableFuture().join();

        assertThat(statuses()).containsExactly("queued 0", "cancelled 1", "queued 0");
    }

    @Test
    void whatAnotherHoldsByNowIsLeftAlone() {
        ToolOutcome outcome = claimAll();
        tools.pass(Duration.ofMinutes(2));
        tools.call("claim_next_task", "{'workerId':'other'}");
        assertThat(statuses()).containsExactly("leased 2", "queued 1", "queued 1");

        outcome.undo().get().toCompletableFuture().join();

        assertThat(statuses()).containsExactly("leased 2", "queued 1", "queued 1");
    }

    /** Somebody may long be working on them. */
    @Test
    void whatIsAnsweredAgainStaysWhereItIs() {
        claimAll();
        ToolOutcome again = claimAll();

        again.undo().get().toCompletableFuture().join();

        assertThat(statuses()).containsExactly("leased 1", "leased 1", "leased 1");
    }

    @Test
    void whatWasPrunedMeanwhileIsNothingToGiveBack() {
        ToolOutcome outcome = claimAll();
        tools.call("cancel_run", "{'runId':'r'}");
        tools.pass(Duration.ofMinutes(2));
        tools.call("prune_runs", "{'olderThan':'2100-01-01T00:00:00Z'}");
        assertThat(tools.read("list_runs", "{}").get("runs")).isEmpty();

        assertThat(outcome.undo().get().toCompletableFuture()).succeedsWithin(Duration.ofSeconds(30));
    }
}
