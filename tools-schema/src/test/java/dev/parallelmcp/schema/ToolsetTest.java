package dev.parallelmcp.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ToolsetTest {

    @Test
    void workerToolsAreFixed() {
        assertThat(names(Toolset.WORKER))
                .containsExactly(
                        "claim_next_task",
                        "mark_task_running",
                        "heartbeat_lease",
                        "complete_task",
                        "fail_task",
                        "pause_task",
                        "release_task",
                        "get_task",
                        "get_context_snapshot");
    }

    @Test
    void plannerToolsAreFixed() {
        assertThat(names(Toolset.PLANNER))
                .containsExactly(
                        "create_run",
                        "get_run",
                        "list_runs",
                        "close_run",
                        "cancel_run",
                        "enqueue_task",
                        "resume_task",
                        "get_task",
                        "list_run_tasks",
                        "list_pending_tasks",
                        "append_context_snapshot",
                        "get_current_context_snapshot",
                        "get_context_snapshot",
                        "list_run_events",
                        "list_events_since");
    }

    @Test
    void operatorHasThePlannersToolsAndItsOwn() {
        assertThat(names(Toolset.OPERATOR))
                .containsAll(names(Toolset.PLANNER))
                .contains("prune_runs", "list_dead_tasks", "requeue_dead_task", "expire_leases")
                .hasSize(names(Toolset.PLANNER).size() + 4);
    }

    @Test
    void allHasEveryTool() {
        assertThat(names(Toolset.ALL)).isEqualTo(ToolJson.CATALOG.names());
    }

    @Test
    void toolsetsAreFoundByTheirWireName() {
        assertThat(Toolset.values())
                .allSatisfy(
                        toolset -> assertThat(Toolset.find(toolset.wireName())).contains(toolset));
        assertThat(Toolset.WORKER.wireName()).isEqualTo("worker");
        assertThat(Toolset.find("WORKER")).isEmpty();
    }

    private static List<String> names(Toolset toolset) {
        return ToolJson.CATALOG.tools(toolset).stream().map(ToolSpec::name).toList();
    }
}
