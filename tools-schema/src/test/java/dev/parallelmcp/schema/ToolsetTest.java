package dev.parallelmcp.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ToolsetTest {

    @Test
    void operatorHasThePlannersToolsAndItsOwn() {
        assertThat(names(Toolset.OPERATOR))
                .containsAll(names(Toolset.PLANNER))
                .contains("prune_runs", "list_dead_tasks", "requeue_dead_task", "expire_leases", "run_maintenance")
                .hasSize(names(Toolset.PLANNER).size() + 5);
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
