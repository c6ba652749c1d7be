package dev.parallelmcp.server.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.parallelmcp.schema.ToolCatalog;
import dev.parallelmcp.schema.ToolSpec;
import dev.parallelmcp.schema.Toolset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ToolSelectionTest {

    private static final ToolCatalog CATALOG = ToolCatalog.load();

    @Test
    void aToolsetIsWhatTheCatalogueSaysOfIt() {
        for (Toolset toolset : Toolset.values()) {
            assertThat(ToolSelection.of(toolset).names())
                    .isEqualTo(
                            CATALOG.tools(toolset).stream().map(ToolSpec::name).toList());
        }
    }

    @Test
    void namesComeInTheOrderOfTheCatalogueEachOnce() {
        assertThat(ToolSelection.of(List.of("get_task", "create_run", "get_task"))
                        .names())
                .containsExactly("create_run", "get_task");
    }

    @Test
    void anUnknownNameIsToldWithTheNearestAndAllThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ToolSelection.of(List.of("get_run", "get-tsak")))
                .withMessage("there is no tool 'get-tsak'; did you mean get_task? (there are "
                        + String.join(", ", CATALOG.names()) + ")");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ToolSelection.of(List.of("teleport")))
                .withMessageStartingWith("there is no tool 'teleport' (there are create_run, ");
    }

    @Test
    void noToolsAreNoSelection() {
        assertThatIllegalArgumentException().isThrownBy(() -> ToolSelection.of(List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ToolSelection.of(List.of("create_run")).readOnly());
    }

    @Test
    void readOnlyNarrowsWhatIsChosen() {
        assertThat(ToolSelection.of(Toolset.WORKER).readOnly().names())
                .containsExactly("get_task", "get_context_snapshot");
        assertThat(ToolSelection.of(Toolset.ALL).readOnly().names())
                .allSatisfy(name -> assertThat(name).matches("(get|list|wait)_.*"))
                .contains("list_dead_tasks", "list_events_since");
    }

    @Test
    void everyToolIsDescribedInFullWhereAllAreOffered() {
        assertThat(ToolSelection.of(Toolset.ALL).tools()).isEqualTo(CATALOG.tools());
    }

    @ParameterizedTest
    @MethodSource("dev.parallelmcp.server.tool.Selections#every")
    void whatIsListedSpeaksOfNoToolThatIsOff(ToolSelection selection) throws JsonProcessingException {
        for (ToolSpec tool : selection.tools()) {
            assertThat(Selections.named(StrictSchema.JSON.writeValueAsString(tool)))
                    .as(tool.name())
                    .isSubsetOf(selection.names());
            assertThat(tool.description()).as(tool.name()).startsWith("Use ").hasSizeGreaterThan(40);
        }
    }

    /** Only whole hints at other tools are left out, so a description says alone what its tool is for. */
    @ParameterizedTest
    @MethodSource("dev.parallelmcp.server.tool.Selections#every")
    void itsFirstSentenceIsTheSameEverywhere(ToolSelection selection) {
        for (ToolSpec tool : selection.tools()) {
            String full = CATALOG.find(tool.name()).orElseThrow().description();
            assertThat(tool.description()).startsWith(full.substring(0, full.indexOf(". ") + 1));
        }
    }

    @Test
    void theToolsetsLeaveOutNoMoreThanTheseHints() {
        assertThat(Selections.toolsets()
                        .flatMap(selection -> selection.tools().stream())
                        .filter(tool -> !CATALOG.tools().contains(tool))
                        .map(ToolSpec::name)
                        .distinct())
                .containsExactlyInAnyOrder(
                        "pause_task", // resume_task is the planner's
                        "get_run", // read-only: resume_task
                        "wait_for_run", // read-only: resume_task and requeue_dead_task
                        "list_run_tasks", // read-only: resume_task
                        "list_dead_tasks", // read-only: requeue_dead_task
                        "get_current_context_snapshot"); // read-only: append_context_snapshot
    }
}
