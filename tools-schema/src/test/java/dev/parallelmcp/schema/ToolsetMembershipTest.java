package dev.parallelmcp.schema;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who gets which tool, as it was agreed for every tool, for those too that are still to come. */
class ToolsetMembershipTest {

    private static final Set<Toolset> W = Set.of(Toolset.WORKER);
    private static final Set<Toolset> P = Set.of(Toolset.PLANNER);
    private static final Set<Toolset> WP = Set.of(Toolset.WORKER, Toolset.PLANNER);
    private static final Set<Toolset> O = Set.of(Toolset.OPERATOR);
    /** Only in the set of all. */
    private static final Set<Toolset> NONE = Set.of();

    private static final Map<String, Set<Toolset>> SETS = Map.ofEntries(
            entry("create_run", P),
            entry("get_run", P),
            entry("list_runs", P),
            entry("wait_for_run", P),
            entry("close_run", P),
            entry("cancel_run", P),
            entry("rerun_run_from", P),
            entry("prune_runs", O),
            entry("enqueue_task", P),
            entry("enqueue_tasks", P),
            entry("claim_next_task", W),
            entry("claim_tasks", NONE),
            entry("mark_task_running", W),
            entry("heartbeat_lease", W),
            entry("complete_task", W),
            entry("complete_tasks", NONE),
            entry("fail_task", W),
            entry("pause_task", W),
            entry("resume_task", P),
            entry("release_task", W),
            entry("cancel_task", P),
            entry("get_task", WP),
            entry("list_run_tasks", P),
            entry("list_pending_tasks", P),
            entry("list_dead_tasks", O),
            entry("requeue_dead_task", O),
            entry("expire_leases", O),
            entry("run_maintenance", O),
            entry("append_context_snapshot", P),
            entry("get_current_context_snapshot", P),
            entry("get_context_snapshot", WP),
            entry("list_run_events", P),
            entry("list_events_since", P),
            entry("get_stats", P),
            entry("emit_task_output", W),
            entry("list_task_output", P));

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.parallelmcp.schema.ToolJson#names")
    void aToolIsInTheSetsThatWereAgreed(String name) {
        assertThat(SETS).containsKey(name);
        assertThat(ToolJson.tool(name).sets()).isEqualTo(SETS.get(name));
    }

    /** A tool may be offered without its neighbours; what its parameters are for must be plain all the same. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.parallelmcp.schema.ToolJson#names")
    void parametersAreDescribedWithoutOtherTools(String name) {
        for (Map.Entry<String, JsonNode> parameter : ToolJson.properties(ToolJson.input(name))) {
            assertThat(SETS.keySet())
                    .as(name + parameter.getKey())
                    .noneMatch(parameter.getValue().path("description").asText()::contains);
        }
    }

    /** The tools at which a description only hints stand in sentences that can be left out, after the first. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.parallelmcp.schema.ToolJson#names")
    void theFirstSentenceOfADescriptionNamesNoTool(String name) {
        String description = ToolJson.tool(name).description();
        assertThat(SETS.keySet()).noneMatch(description.substring(0, description.indexOf(". ") + 1)::contains);
    }

    @Test
    void descriptionsNameOnlyToolsThatThereAre() {
        assertThat(ToolJson.names()
                        .map(name -> ToolJson.tool(name).description())
                        .flatMap(text -> SETS.keySet().stream().filter(text::contains))
                        .distinct())
                .isSubsetOf(ToolJson.CATALOG.names());
    }
}
