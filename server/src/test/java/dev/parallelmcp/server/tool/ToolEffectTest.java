package dev.parallelmcp.server.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.waiting.Caller;
import dev.parallelmcp.schema.ToolCatalog;
import dev.parallelmcp.schema.ToolSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The effects of tools, and what of a call happens on whose thread. */
class ToolEffectTest {

    private final ToolsOnSqlite tools = new ToolsOnSqlite();
    private final List<Runnable> kept = new ArrayList<>();

    @AfterEach
    void close() {
        tools.close();
    }

    static Stream<ToolSpec> catalogue() {
        return ToolCatalog.load().tools().stream();
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void clientsAreToldTheSameEffect(ToolSpec tool) {
        assertThat(tools.invoker().effect(tool.name()) == ToolEffect.READ)
                .isEqualTo(tool.annotations().readOnlyHint());
    }

    @Test
    void changesAreQueuedByTheirCallerAndEndedByTheExecutor() {
        var create = tools.invoker()
                .call("create_run", "{\"id\":\"r\"}", Caller.on(kept::add))
                .toCompletableFuture();
        var enqueue = tools.invoker()
                .call("enqueue_task", "{\"runId\":\"r\",\"kind\":\"k\"}", Caller.on(kept::add))
                .toCompletableFuture();
        assertThat(kept).hasSize(2);
        assertThat(create).isNotDone();
        // The later one first: the order was settled when they were called.
        kept.get(1).run();
        assertThat(enqueue.join().isError()).isFalse();
        assertThat(create).isNotDone();
        kept.get(0).run();
        assertThat(create.join().isError()).isFalse();
    }

    @Test
    void readsAndChangesInStepsRunWhereTheyAreCalled() {
        for (String tool : List.of("list_runs", "expire_leases", "run_maintenance")) {
            assertThat(tools.invoker().call(tool, "{}", Caller.on(kept::add)).toCompletableFuture())
                    .isCompleted();
        }
        assertThat(kept).isEmpty();
    }

    /** Explaining takes long. */
    @Test
    void wrongArgumentsOfChangesAreExplainedByTheExecutor() {
        var refused = tools.invoker()
                .call("create_run", "{\"id\":7}", Caller.on(kept::add))
                .toCompletableFuture();
        assertThat(refused).isNotDone();
        kept.forEach(Runnable::run);
        assertThat(refused.join().text()).startsWith("INVALID_ARGUMENT: ");
    }
}
