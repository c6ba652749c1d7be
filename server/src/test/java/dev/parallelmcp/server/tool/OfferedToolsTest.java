package dev.parallelmcp.server.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.parallelmcp.core.waiting.Caller;
import dev.parallelmcp.schema.Toolset;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A tool that is off cannot be called, and no error sends anybody to it. */
class OfferedToolsTest {

    private final ToolsOnSqlite tools = new ToolsOnSqlite();
    private final Map<String, String> leases = new HashMap<>();

    @BeforeEach
    void makeWhatCanBeRefused() {
        tools.call("create_run", "{'id':'r','clientToken':'used'}");
        claim("r", "late");
        tools.pass(Duration.ofMinutes(2));
        claim("r", "done");
        tools.call("complete_task", "{" + holder("done") + "}");
        tools.call("create_run", "{'id':'over'}");
        claim("over", "stopped");
        tools.call("cancel_run", "{'runId':'over'}");
    }

    @AfterEach
    void close() {
        tools.close();
    }

    /** Each task is of its own kind, so that a claim gets the one that is meant. */
    private void claim(String run, String task) {
        tools.call("enqueue_task", "{'runId':'" + run + "','kind':'" + task + "','id':'" + task + "'}");
        JsonNode claim = tools.read("claim_next_task", "{'workerId':'w','kinds':['" + task + "']}");
        leases.put(task, claim.at("/claim/lease/id").textValue());
    }

    private String holder(String task) {
        return "'taskId':'" + task + "','leaseId':'" + leases.get(task) + "','workerId':'w'";
    }

    @Test
    void aToolThatIsOffIsNoTool() {
        ToolInvoker workers = tools.invoker(ToolSelection.of(Toolset.WORKER));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> workers.call("cancel_run", "{\"runId\":\"r\"}", Caller.on(Runnable::run)))
                .withMessageContaining("cancel_run");
        assertThatIllegalArgumentException().isThrownBy(() -> workers.effect("cancel_run"));
        assertThat(tools.read("get_run", "{'runId':'r'}").at("/run/status").textValue())
                .isEqualTo("active");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "complete_task | late | | LEASE_EXPIRED | claim_next_task",
                "complete_task | done | ,\"output\":1 | INVALID_TRANSITION | claim_next_task",
                "fail_task | stopped | ,\"error\":\"e\" | TASK_CANCELLED | claim_next_task",
                "pause_task | stopped | ,\"status\":\"blocked\" | TASK_CANCELLED | claim_next_task",
                "release_task | stopped | | TASK_CANCELLED | claim_next_task",
                "heartbeat_lease | stopped | | TASK_CANCELLED | claim_next_task",
                "mark_task_running | stopped | | TASK_CANCELLED | claim_next_task",
            })
    void whoHoldsNoLeaseIsSentToClaimOnlyWhereThatIsOffered(
            String tool, String task, String more, String code, String next) {
        String arguments = "{" + holder(task) + (more == null ? "" : more) + "}";
        assertNext(tool, arguments, code, next);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "resume_task | {'taskId':'done'} | INVALID_TRANSITION | get_task",
                "enqueue_task | {'runId':'over','kind':'k'} | RUN_TERMINAL | create_run",
                "append_context_snapshot | {'runId':'over','payload':1} | RUN_TERMINAL | create_run",
            })
    void othersAreSentOnlyToWhatIsOffered(String tool, String arguments, String code, String next) {
        assertNext(tool, arguments, code, next);
    }

    @Test
    void aRefusalAmongOthersSpeaksOfWhatIsOfferedToo() throws JsonProcessingException {
        JsonNode among = refusalInBatch(List.of("complete_tasks", "claim_next_task"));
        assertThat(among.get("code").textValue()).isEqualTo("LEASE_EXPIRED");
        assertThat(among.get("nextTool").textValue()).isEqualTo("claim_next_task");
        assertThat(among.get("message").textValue()).doesNotContain("not offered");

        JsonNode alone = refusalInBatch(List.of("complete_tasks"));
        assertThat(alone.has("nextTool")).isFalse();
        assertThat(alone.get("message").textValue()).contains("claim_next_task (not offered by this server)");
    }

    private JsonNode refusalInBatch(List<String> offered) throws JsonProcessingException {
        String arguments = "{'workerId':'w','completions':[{'taskId':'late','leaseId':'" + leases.get("late") + "'}]}";
        ToolOutcome outcome = tools.invoker(ToolSelection.of(offered))
                .call("complete_tasks", arguments.replace('\'', '"'), Caller.on(Runnable::run))
                .toCompletableFuture()
                .join();
        assertThat(outcome.isError()).isFalse();
        return StrictSchema.JSON.readTree(outcome.json()).at("/results/0/error");
    }

    private void assertNext(String tool, String arguments, String code, String next) {
        JsonNode among = tools.refusal(ToolSelection.of(List.of(tool, next)), tool, arguments);
        assertThat(among.get("code").textValue()).isEqualTo(code);
        assertThat(among.get("nextTool").textValue()).isEqualTo(next);
        assertThat(among.get("message").textValue()).doesNotContain("not offered");
        JsonNode alone = tools.refusal(ToolSelection.of(List.of(tool)), tool, arguments);
        assertThat(alone.has("nextTool")).isFalse();
        assertThat(alone.get("message").textValue())
                .isEqualTo(among.get("message")
                        .textValue()
                        .replace("call " + next, "call " + next + " (not offered by this server)"));
    }

    @Test
    void aToolIsMarkedAsOffWhereverInAMessageItStands() {
        JsonNode among = tools.refusal(ToolSelection.of(Toolset.ALL), "requeue_dead_task", "{'taskId':'done'}");
        assertThat(among.get("message").textValue()).contains("; rerun_run_from reruns any ended task");
        assertThat(among.get("nextTool").textValue()).isEqualTo("rerun_run_from");
        JsonNode alone =
                tools.refusal(ToolSelection.of(List.of("requeue_dead_task")), "requeue_dead_task", "{'taskId':'done'}");
        assertThat(alone.get("message").textValue())
                .contains("; rerun_run_from (not offered by this server) reruns any ended task");
        assertThat(alone.has("nextTool")).isFalse();
    }

    @Test
    void aTokensOldUseIsToldWithTheToolThoughItIsOff() {
        JsonNode error = tools.refusal(
                ToolSelection.of(List.of("close_run")), "close_run", "{'runId':'r','clientToken':'used'}");
        assertThat(error.get("message").textValue()).contains("for create_run (not offered by this server); use a new");
    }
}
