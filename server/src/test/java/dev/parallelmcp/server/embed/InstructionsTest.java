package dev.parallelmcp.server.embed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.schema.Toolset;
import dev.parallelmcp.server.tool.Selections;
import dev.parallelmcp.server.tool.ToolSelection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a model is told first teaches the tools that it has, and no others. */
class InstructionsTest {

    private static final int MAX_CHARACTERS = 2_000;

    /** The way of a task from its run to its end, and what helps when it is stuck. */
    private static final List<String> LOOP = List.of(
            "create_run",
            "enqueue_task",
            "enqueue_tasks",
            "close_run",
            "claim_next_task",
            "mark_task_running",
            "heartbeat_lease",
            "complete_task",
            "fail_task",
            "pause_task",
            "release_task",
            "resume_task",
            "get_run",
            "get_task",
            "list_run_tasks",
            "list_pending_tasks",
            "list_dead_tasks",
            "requeue_dead_task",
            "list_run_events");

    @ParameterizedTest
    @MethodSource("dev.parallelmcp.server.tool.Selections#every")
    void theyNameNoToolThatIsOff(ToolSelection selection) {
        assertThat(Selections.named(Instructions.of(selection))).isSubsetOf(selection.names());
    }

    @ParameterizedTest
    @MethodSource("dev.parallelmcp.server.tool.Selections#every")
    void theyTeachEveryToolOfTheLoopThatIsOn(ToolSelection selection) {
        List<String> expected = new ArrayList<>(LOOP);
        expected.retainAll(selection.names());
        assertThat(Selections.named(Instructions.of(selection))).containsAll(expected);
    }

    @ParameterizedTest
    @MethodSource("dev.parallelmcp.server.tool.Selections#every")
    void theyAreBriefAndWhole(ToolSelection selection) {
        assertThat(Instructions.of(selection))
                .hasSizeLessThanOrEqualTo(MAX_CHARACTERS)
                .startsWith("parallel-mcp keeps")
                .endsWith("as they were sent.")
                .doesNotContain(": .", ":\n\n", "..", "; .");
    }

    @Test
    void everyWordThatLooksLikeAToolIsOne() {
        assertThat(Instructions.of(ToolSelection.of(Toolset.ALL)).split("[^a-z_]+"))
                .filteredOn(word -> word.matches("[a-z]+(_[a-z]+)+"))
                .filteredOn(word -> !word.equals("waiting_input"))
                .isSubsetOf(ToolSelection.of(Toolset.ALL).names());
    }

    @Test
    void eachKindOfClientIsToldItsPart() {
        assertThat(Instructions.of(ToolSelection.of(Toolset.ALL)))
                .contains("Plan: ", "Work, ", "Context: ", "clientToken");
        assertThat(Instructions.of(ToolSelection.of(Toolset.WORKER)))
                .contains("Work, ", "1. claim_next_task", "4. End with one of: ")
                .doesNotContain("Plan: ");
        assertThat(Instructions.of(ToolSelection.of(Toolset.PLANNER)))
                .contains("Plan: ", "Context: ", "Where to look")
                .doesNotContain("Work, ");
        assertThat(Instructions.of(ToolSelection.of(Toolset.ALL).readOnly()))
                .contains("you can look at it, not change it", "Where to look")
                .doesNotContain("Plan: ", "Work, ", "clientToken");
    }

    @Test
    void stepsAreNumberedWithoutGaps() {
        assertThat(Instructions.of(ToolSelection.of(List.of("claim_next_task", "complete_task"))))
                .contains(
                        "\n1. claim_next_task {workerId, waitMs: 20000}.",
                        "\n2. End with complete_task {output, nextContext?}.");
    }
}
