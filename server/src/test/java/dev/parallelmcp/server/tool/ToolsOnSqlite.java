package dev.parallelmcp.server.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.store.sqlite.SqliteStore;
import dev.parallelmcp.core.waiting.Caller;
import dev.parallelmcp.schema.ToolCatalog;
import dev.parallelmcp.schema.Toolset;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/** All tools on a database in memory, at a time that the test moves; holds every answer to its schema. */
final class ToolsOnSqlite implements AutoCloseable {

    private final ToolCatalog catalog = ToolCatalog.load();
    private final Set<String> called = new TreeSet<>();
    private Instant now = Instant.parse("2026-01-31T09:30:00Z");
    private final Orchestrator orchestrator =
            Orchestrator.on(SqliteStore.inMemoryBuilder().clock(() -> now).open());
    private final ToolInvoker invoker = new ToolInvoker(orchestrator, ToolSelection.of(Toolset.ALL));

    ToolInvoker invoker() {
        return invoker;
    }

    /** Calls of the tools of this selection alone, on the same database. */
    ToolInvoker invoker(ToolSelection selection) {
        return new ToolInvoker(orchestrator, selection);
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** Calls a tool that must succeed; apostrophes stand for quotation marks. */
    String call(String tool, String arguments) {
        return callAsWritten(tool, arguments.replace('\'', '"'));
    }

    String callAsWritten(String tool, String arguments) {
        ToolOutcome outcome = outcome(invoker, tool, arguments);
        assertThat(outcome.isError()).as(outcome.text()).isFalse();
        assertThat(outcome.text()).isEqualTo(outcome.json());
        called.add(tool);
        return outcome.json();
    }

    JsonNode read(String tool, String arguments) {
        return parse(call(tool, arguments));
    }

    /** Calls a tool that must refuse, and gives the sentence in which it does. */
    String refusal(String tool, String arguments) {
        ToolOutcome outcome = outcome(invoker, tool, arguments.replace('\'', '"'));
        assertToldInFull(outcome);
        return outcome.text();
    }

    /** What a server that offers only these tools says when it refuses. */
    JsonNode refusal(ToolSelection offered, String tool, String arguments) {
        ToolOutcome outcome = outcome(invoker(offered), tool, arguments.replace('\'', '"'));
        return assertToldInFull(outcome);
    }

    private static JsonNode assertToldInFull(ToolOutcome outcome) {
        assertThat(outcome.isError()).as(outcome.json()).isTrue();
        JsonNode error = parse(outcome.json()).get("error");
        assertThat(outcome.text())
                .startsWith(error.get("code").textValue() + ": "
                        + error.get("message").textValue())
                .endsWith("(retryable: " + error.get("retryable") + ")");
        error.get("ids").forEach(id -> assertThat(outcome.text()).contains(id.textValue()));
        assertThat(outcome.text()).contains(error.path("nextTool").asText());
        if (error.has("retryAfterMs")) {
            assertThat(outcome.text()).contains("retry after " + error.get("retryAfterMs") + " ms");
        }
        return error;
    }

    private ToolOutcome outcome(ToolInvoker offered, String tool, String arguments) {
        ToolOutcome outcome = offered.call(tool, arguments, Caller.on(Runnable::run))
                .toCompletableFuture()
                .join();
        StrictSchema.assertValid(catalog.find(tool).orElseThrow(), outcome.json());
        return outcome;
    }

    /** The tools that have not succeeded yet. */
    Set<String> notCalled() {
        Set<String> rest = new TreeSet<>(catalog.names());
        rest.removeAll(called);
        return rest;
    }

    private static JsonNode parse(String json) {
        try {
            return StrictSchema.JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + json, e);
        }
    }

    @Override
    public void close() {
        orchestrator.close();
    }
}
