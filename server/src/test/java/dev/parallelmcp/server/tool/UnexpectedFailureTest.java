package dev.parallelmcp.server.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.waiting.Caller;
import dev.parallelmcp.schema.ToolCatalog;
import dev.parallelmcp.schema.ToolSpec;
import dev.parallelmcp.schema.Toolset;
import org.junit.jupiter.api.Test;

/** What goes wrong inside, as the outside sees it. */
class UnexpectedFailureTest {

    private static ToolOutcome outcomeOf(RuntimeException failure) {
        ToolInvoker invoker = new ToolInvoker(FailingStore.thatThrows(() -> failure), ToolSelection.of(Toolset.ALL));
        ToolOutcome ofRead = outcome(invoker, "get_run", "{\"runId\":\"r\"}");
        assertThat(outcome(invoker, "create_run", "{}"))
                .as("a change fails as a read does")
                .isEqualTo(ofRead);
        assertThat(outcome(invoker, "expire_leases", "{}")).isEqualTo(ofRead);
        return ofRead;
    }

    private static ToolOutcome outcome(ToolInvoker invoker, String tool, String arguments) {
        return invoker.call(tool, arguments, Caller.on(Runnable::run))
                .toCompletableFuture()
                .join();
    }

    @Test
    void itsOwnWordsStayInside() {
        ToolOutcome outcome = outcomeOf(new IllegalStateException("SELECT secret"));
        assertThat(outcome.isError()).isTrue();
        assertThat(outcome.text()).startsWith("INTERNAL: ").doesNotContain("secret");
        assertThat(outcome.json())
                .startsWith("{\"error\":{\"code\":\"INTERNAL\",")
                .doesNotContain("secret");
    }

    @Test
    void aRefusalSaysAllThatIsKnown() {
        ToolOutcome outcome = outcomeOf(OrchestratorException.builder(ErrorCode.STORE_BUSY, "the database is locked")
                .id("runId", "run_1")
                .nextTool("get_run")
                .retryAfterMs(250)
                .build());
        assertThat(outcome.text())
                .isEqualTo("STORE_BUSY: the database is locked; runId run_1; next: get_run; retry after 250 ms"
                        + " (retryable: true)");
        assertThat(outcome.json())
                .isEqualTo(
                        "{\"error\":{\"code\":\"STORE_BUSY\",\"message\":\"the database is locked\",\"retryable\":true,"
                                + "\"ids\":{\"runId\":\"run_1\"},\"nextTool\":\"get_run\",\"retryAfterMs\":250}}");
    }

    @Test
    void aRefusalDoesNotSayTheSameTwice() {
        ToolOutcome outcome = outcomeOf(OrchestratorException.builder(
                        ErrorCode.LEASE_EXPIRED, "lease lease_1 on task_1 ended; call claim_next_task")
                .id("leaseId", "lease_1")
                .id("taskId", "task_1")
                .nextTool("claim_next_task")
                .build());
        assertThat(outcome.text())
                .isEqualTo("LEASE_EXPIRED: lease lease_1 on task_1 ended; call claim_next_task (retryable: false)");
    }

    @Test
    void callsThatAreNotRunAreAnsweredInTheFormOfEveryTool() {
        ToolCatalog catalog = ToolCatalog.load();
        ToolInvoker invoker = new ToolInvoker(FailingStore.thatIsNotReached(), ToolSelection.of(Toolset.ALL));
        for (ToolSpec tool : catalog.tools()) {
            StrictSchema.assertValid(tool, invoker.tooManyCalls().json());
            StrictSchema.assertValid(tool, invoker.stopping().json());
        }
        assertThat(invoker.tooManyCalls().text()).startsWith("LIMIT_EXCEEDED: ").endsWith("(retryable: true)");
        assertThat(invoker.stopping().text()).startsWith("STORE_BUSY: ").endsWith("(retryable: true)");
    }

    @Test
    void anUnknownToolIsItsCallersMistake() {
        assertThatThrownBy(() -> new ToolInvoker(FailingStore.thatIsNotReached(), ToolSelection.of(Toolset.ALL))
                        .call("teleport", "{}", Caller.on(Runnable::run)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("teleport");
    }
}
