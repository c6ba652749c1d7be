package dev.parallelmcp.server.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.waiting.Caller;
import dev.parallelmcp.schema.Toolset;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever errs is told which field, what was given and what is allowed. */
class WrongArgumentsTest {

    private final ToolInvoker invoker = new ToolInvoker(FailingStore.thatIsNotReached(), ToolSelection.of(Toolset.ALL));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "get_run | {} | runId: is required",
                "get_run | {'runId':null} | runId: is required",
                "get_run | {'runId':7} | runId: given 7, must be text of 1 to 256 characters",
                "get_run | {'runId':''} | runId: given '', must be text of 1 to 256 characters",
                "get_run | {'runId':'a b'} | runId: given 'a b', allowed are 1 to 256 characters of A-Z a-z 0-9 . _ : -",
                "get_run | {'runId':['r']} | runId: given [\"r\"], must be text of 1 to 256 characters",
                "get_run | {'runId':'r','limit':1} | limit: unknown field (get_run takes runId)",
                "get_run | {'run_id':'r'} | runId: is required; run_id: unknown field; did you mean runId? (get_run takes runId)",
                "expire_leases | {'all':true} | all: unknown field (expire_leases takes none)",
                "list_runs | {'limit':0} | limit: given 0, must be an integer of 1 to 1000",
                "list_runs | {'limit':1.5} | limit: given 1.5, must be an integer of 1 to 1000",
                "list_runs | {'limit':'10'} | limit: given '10', must be an integer of 1 to 1000",
                "list_runs | {'limit':99999999999999999999} | limit: given 99999999999999999999, must be an integer of 1 to 1000",
                "list_runs | {'orderBy':'name'} | orderBy: given 'name', allowed created_at, updated_at",
                "list_runs | {'statuses':['active','gone']} | statuses[1]: given 'gone', allowed pending, active, waiting, completed, failed, cancelled",
                "list_runs | {'statuses':'active'} | statuses: given 'active', must be an array of at least 1 items",
                "list_runs | {'updatedAfter':'yesterday'} | updatedAfter: given 'yesterday', must be an ISO-8601 instant in quotes, such as \"2026-01-31T09:30:00Z\"",
                "list_runs | {'updatedAfter':1700000000} | updatedAfter: given 1700000000, must be an ISO-8601 instant in quotes, such as \"2026-01-31T09:30:00Z\"",
                "create_run | {'keepOpen':'true'} | keepOpen: given 'true', must be true or false",
                "create_run | {'keepOpen':1} | keepOpen: given 1, must be true or false",
                "create_run | {'metadata':[1]} | metadata: given [1], must be an object",
                "create_run | {'metadata':'x'} | metadata: given 'x', must be an object",
                "create_run | {'id':'über'} | id: given 'über', must be text of 1 to 256 characters matching ^[A-Za-z0-9._:-]+$",
                "enqueue_task | {'runId':'r','kind':'k','retry':{'delayMs':-1}} | retry.delayMs: given -1, must be an integer of 0 to 315360000000",
                "enqueue_task | {'runId':'r','kind':'k','retry':{'delay':1}} | retry.delay: unknown field; did you mean delayMs? (retry takes delayMs, backoff, maxDelayMs, jitter)",
                "enqueue_task | {'runId':'r','kind':'k','retry':{'jitter':2}} | retry.jitter: given 2, must be a number of 0 to 1",
                "enqueue_task | {'runId':'r','kind':'k','retry':{'backoff':'linear'}} | retry.backoff: given 'linear', allowed fixed, exponential",
                "enqueue_task | {'runId':'r','kind':'k','delayMs':1,'notBefore':'2030-01-01T00:00:00Z'} | delayMs: given together with notBefore; give one of them",
                "enqueue_task | {'runId':'r','kind':'k','dependsOnTaskIds':[null]} | dependsOnTaskIds[0]: given null, must be text of 1 to 256 characters",
                "enqueue_task | {'runId':'r','retry':{'delayMs':null}} | kind: is required",
                "enqueue_task | {'runId':'r','kind':'k','retry':5} | retry: given 5, must be an object",
                "enqueue_task | {'runId':'r','kind':'a','kind':'b'} | kind: given twice, allowed is once",
                "get_run | {'runId':'r','runId':'r'} | runId: given twice, allowed is once",
                "enqueue_task | {'runId':'r','kind':'k','retry':{'jitter':0,'jitter':1}} | retry.jitter: given twice, allowed is once",
                "enqueue_tasks | {'runId':'r','tasks':[{'kind':'k'},{'ref':'a'}]} | tasks[1].kind: is required",
                "enqueue_tasks | {'runId':'r','tasks':[]} | tasks: given [], must be an array of 1 to 1000 items",
                "enqueue_tasks | {'runId':'r','tasks':[{'kind':'k'},null]} | tasks[1]: given null, must be an object",
                "enqueue_tasks | {'runId':'r','tasks':[{'kind':'k'},{'kind':'k','delayMs':1,'notBefore':'2026-01-01T00:00:00Z'}]} | tasks[1].delayMs: given together with notBefore; give one of them",
                "enqueue_tasks | {'runId':'r','tasks':[{'kind':'k','ref':'a'},{'kind':'k','ref':'a'}]} | tasks[1].ref: given 'a', which is the ref of tasks[0] already; give each task its own ref",
                "enqueue_tasks | {'runId':'r','tasks':[{'kind':'k','ref':'a'},{'kind':'k','id':'a'}]} | tasks[0].ref: given 'a', which is the id of tasks[1]; give each task its own ref",
                "claim_tasks | {'workerId':'w'} | max: is required",
                "claim_tasks | {'workerId':'w','max':0} | max: given 0, must be an integer of 1 to 100",
                "claim_tasks | {'workerId':'w','max':1.5} | max: given 1.5, must be an integer of 1 to 100",
                "complete_tasks | {'workerId':'w','completions':[{'taskId':'t'}]} | completions[0].leaseId: is required",
                "complete_tasks | {'workerId':'w','completions':[{'taskId':'t','leaseId':'l','nextContext':1}]} | completions[0].nextContext: unknown field (completions[0] takes taskId, leaseId, output, metadata)",
                "append_context_snapshot | {'runId':'r'} | payload: is required",
                "append_context_snapshot | {'runId':'r','payload':1,'scope':'task'} | scope: given 'task' without taskId",
                "prune_runs | {'olderThan':'2026-01-01T00:00:00Z','statuses':['active']} | statuses[0]: given 'active', allowed completed, failed, cancelled",
                "pause_task | {'taskId':'t','leaseId':'l','workerId':'w','status':'paused'} | status: given 'paused', allowed blocked, waiting_input",
            })
    void theMessageSaysWhatIsWrong(String tool, String arguments, String message) {
        assertMessage(tool, arguments, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "get_run | {'runId':'task_1'} | runId: task_1 is a task id; a run id is needed",
                "get_task | {'taskId':'run_1'} | taskId: run_1 is a run id; a task id is needed",
                "get_context_snapshot | {'snapshotId':'attempt_1'} | snapshotId: attempt_1 is an attempt id; a context snapshot id is needed",
                "mark_task_running | {'taskId':'lease_1','leaseId':'task_1','workerId':'w'} | taskId: lease_1 is a lease id; a task id is needed; leaseId: task_1 is a task id; a lease id is needed",
                "enqueue_task | {'runId':'r','kind':'k','dependsOnTaskIds':['t','run_1']} | dependsOnTaskIds: run_1 is a run id; a task id is needed",
                "enqueue_tasks | {'runId':'r','tasks':[{'kind':'k'},{'kind':'k','id':'run_1','contextSnapshotId':'task_1'}]} | tasks[1].id: run_1 is a run id; a task id is needed; tasks[1].contextSnapshotId: task_1 is a task id; a context snapshot id is needed",
                "complete_tasks | {'workerId':'w','completions':[{'taskId':'t','leaseId':'l'},{'taskId':'lease_1','leaseId':'task_1'}]} | completions[1].taskId: lease_1 is a lease id; a task id is needed; completions[1].leaseId: task_1 is a task id; a lease id is needed",
                "append_context_snapshot | {'runId':'r','payload':1,'parentSnapshotId':'task_1'} | parentSnapshotId: task_1 is a task id; a context snapshot id is needed",
                "create_run | {'id':'task_1'} | id: task_1 is a task id; a run id is needed",
                "claim_next_task | {'workerId':'w','runId':'lease_1'} | runId: lease_1 is a lease id; a run id is needed",
            })
    void anIdOfTheWrongKindIsToldApart(String tool, String arguments, String message) {
        assertMessage(tool, arguments, message);
    }

    @Test
    void allProblemsAreToldAtOnce() {
        ToolOutcome outcome = invoker.call(
                        "enqueue_task",
                        "{\"runID\":\"r\",\"priority\":\"high\",\"maxAttempts\":0}",
                        Caller.on(Runnable::run))
                .toCompletableFuture()
                .join();
        assertThat(outcome.text())
                .contains("runId: is required", "kind: is required", "did you mean runId?", "priority: given 'high'")
                .contains("maxAttempts: given 0, must be an integer of 1 to 1000000");
    }

    @Test
    void longValuesAreShortened() {
        ToolOutcome outcome = invoker.call(
                        "get_run", "{\"runId\":\"" + "x".repeat(5_000) + "\"}", Caller.on(Runnable::run))
                .toCompletableFuture()
                .join();
        assertThat(outcome.text()).contains("… (5002 characters), must be text").hasSizeLessThan(300);
    }

    private static Stream<Arguments> muchThatIsWrong() {
        String name = "x".repeat(100_000);
        return Stream.of(
                Arguments.of("enqueue_task", "{" + many(i -> "'f" + i + "':1") + "}", "f0: unknown field"),
                Arguments.of(
                        "enqueue_task", "{'" + name.substring(0, 40_000) + "':1}", "… (40000 characters): unknown"),
                Arguments.of(
                        "enqueue_task", "{'" + name + "':1,'" + name + "':1}", "x… (100000 characters): given twice"),
                Arguments.of(
                        "enqueue_task",
                        "{'runId':'r','kind':'k','dependsOnTaskIds':[" + many(i -> "1") + "]}",
                        "dependsOnTaskIds: given [1,1,"),
                Arguments.of(
                        "enqueue_task",
                        "{'runId':'r','kind':'k','dependsOnTaskIds':['run_" + "','run_".repeat(900) + "']}",
                        "dependsOnTaskIds: run_ is a run id; a task id is needed"),
                Arguments.of(
                        "list_runs", "{'statuses':[" + many(i -> "'s" + i + "'") + "]}", "statuses[0]: given 's0'"));
    }

    private static String many(IntFunction<String> part) {
        return IntStream.range(0, 500_000).mapToObj(part).collect(Collectors.joining(","));
    }

    @ParameterizedTest
    @MethodSource("muchThatIsWrong")
    void theAnswerStaysShortHoweverMuchIsWrong(String tool, String arguments, String inMessage) {
        ToolOutcome outcome = invoker.call(tool, arguments.replace('\'', '"'), Caller.on(Runnable::run))
                .toCompletableFuture()
                .join();
        assertThat(outcome.text()).contains(inMessage).hasSizeLessThan(10_000);
    }

    @Test
    void numbersOfAnyLengthAreRefusedQuickly() {
        ToolOutcome outcome = invoker.call(
                        "list_runs", "{\"limit\":" + "9".repeat(1_000_000) + "}", Caller.on(Runnable::run))
                .toCompletableFuture()
                .join();
        assertThat(outcome.isError()).isTrue();
        assertThat(outcome.text()).contains("INVALID_ARGUMENT").hasSizeLessThan(300);
    }

    private void assertMessage(String tool, String arguments, String message) {
        ToolOutcome outcome = invoker.call(tool, arguments.replace('\'', '"'), Caller.on(Runnable::run))
                .toCompletableFuture()
                .join();
        assertThat(outcome.isError()).isTrue();
        assertThat(outcome.text()).isEqualTo("INVALID_ARGUMENT: " + message + " (retryable: false)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e-99999999999999999999", "1E+99999999999999999999", "-0.1e999999999999"})
    void numbersThatNoDecimalCanHoldAreExplainedToo(String number) {
        for (String field : List.of("namespace", "orderDir", "limit", "updatedAfter", "statuses")) {
            ToolOutcome outcome = invoker.call(
                            "list_runs", "{\"" + field + "\":" + number + "}", Caller.on(Runnable::run))
                    .toCompletableFuture()
                    .join();
            assertThat(outcome.text()).startsWith("INVALID_ARGUMENT: " + field + ": given ");
        }
    }
}
