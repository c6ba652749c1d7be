package dev.parallelmcp.server.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.model.ContextScope;
import dev.parallelmcp.core.model.ContextSnapshot;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.result.SnapshotView;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What results look like, to the letter. */
class ResultJsonTest {

    private final ToolsOnSqlite tools = new ToolsOnSqlite();

    @AfterEach
    void close() {
        tools.close();
    }

    @Test
    void emptyFieldsAreLeftOutAndTimesHaveMilliseconds() {
        assertThat(tools.call("create_run", "{'id':'r'}"))
                .isEqualTo("{\"run\":{\"id\":\"r\",\"namespace\":\"default\",\"status\":\"pending\",\"keepOpen\":false,"
                        + "\"createdAt\":\"2026-01-31T09:30:00.000Z\",\"updatedAt\":\"2026-01-31T09:30:00.000Z\"}}");
    }

    @Test
    void aReplaySaysSo() {
        tools.call("create_run", "{'clientToken':'c'}");
        assertThat(tools.call("create_run", "{'clientToken':'c'}")).endsWith(",\"replayed\":true}");
    }

    @Test
    void whereNullIsTheAnswerItIsThere() {
        tools.call("create_run", "{'id':'r'}");
        assertThat(tools.call("claim_next_task", "{'workerId':'w'}")).isEqualTo("{\"claim\":null}");
        assertThat(tools.call("get_current_context_snapshot", "{'runId':'r'}")).isEqualTo("{\"snapshot\":null}");
    }

    @Test
    void emptyListsAndZeroCountsAreThere() {
        tools.call("create_run", "{'id':'r'}");
        assertThat(tools.call("list_run_tasks", "{'runId':'r'}")).isEqualTo("{\"tasks\":[],\"total\":0}");
        assertThat(tools.call("expire_leases", "{}")).isEqualTo("{\"expiredTaskIds\":[],\"count\":0}");
        assertThat(tools.call("get_run", "{'runId':'r'}"))
                .endsWith("\"taskCounts\":{\"queued\":0,\"leased\":0,\"running\":0,\"blocked\":0,\"waiting_input\":0,"
                        + "\"completed\":0,\"failed\":0,\"cancelled\":0}}");
        assertThat(tools.call("enqueue_task", "{'runId':'r','kind':'k'}"))
                .contains("\"dependsOnTaskIds\":[]", "\"dead\":false", "\"onDependencyFailure\":\"cancel\"");
    }

    @Test
    void anAgeIsThereOnlyWhereSomethingIsReady() {
        String runs = "\"runsByStatus\":{\"pending\":0,\"active\":%d,\"waiting\":0,\"completed\":0,\"failed\":0,"
                + "\"cancelled\":0}}";
        String none = "\"delayed\":0,\"blockedByDependency\":0,\"leased\":0,\"paused\":0,\"dead\":0,";
        assertThat(tools.call("get_stats", "{}"))
                .isEqualTo("{\"ready\":0," + none + "\"byKind\":[]," + runs.formatted(0));
        tools.call("create_run", "{'id':'r'}");
        tools.call("enqueue_task", "{'runId':'r','kind':'k'}");
        tools.pass(Duration.ofSeconds(3));
        assertThat(tools.call("get_stats", "{}"))
                .isEqualTo("{\"ready\":1," + none + "\"oldestReadyAgeMs\":3000,\"byKind\":[{\"kind\":\"k\",\"ready\":1,"
                        + none + "\"oldestReadyAgeMs\":3000}]," + runs.formatted(1));
    }

    @Test
    void aGraphIsAnsweredInShortWithTheIdsOfItsRefs() {
        tools.call("create_run", "{'id':'r'}");
        assertThat(tools.call("enqueue_tasks", "{'runId':'r','tasks':[{'kind':'k','id':'a'}]}"))
                .isEqualTo("{\"tasks\":[{\"id\":\"a\",\"kind\":\"k\",\"status\":\"queued\",\"priority\":0,"
                        + "\"attemptCount\":0}],\"idsByRef\":{}}");
        assertThat(tools.call("enqueue_tasks", "{'runId':'r','tasks':[{'kind':'k','id':'b','ref':'x'}]}"))
                .endsWith(",\"idsByRef\":{\"x\":\"b\"}}");
    }

    @Test
    void aPayloadWithLineEndsStaysOnOneLine() {
        ContextSnapshot snapshot = new ContextSnapshot(
                "c",
                "r",
                Optional.empty(),
                ContextScope.RUN,
                Optional.empty(),
                Optional.empty(),
                Json.of("{\n  \"a\": \"b \\n c\"\r\n}"),
                Instant.EPOCH);
        assertThat(new ResultWriter().write(new SnapshotView(snapshot)))
                .contains("\"payload\":{\"a\":\"b \\n c\"}")
                .contains("1970-01-01T00:00:00.000Z");
    }
}
