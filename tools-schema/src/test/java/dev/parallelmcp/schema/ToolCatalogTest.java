package dev.parallelmcp.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ToolCatalogTest {

    @Test
    void orderIsFixed() {
        assertThat(ToolJson.CATALOG.names())
                .containsExactly(
                        "create_run",
                        "get_run",
                        "list_runs",
                        "wait_for_run",
                        "close_run",
                        "cancel_run",
                        "rerun_run_from",
                        "prune_runs",
                        "enqueue_task",
                        "enqueue_tasks",
                        "claim_next_task",
                        "claim_tasks",
                        "mark_task_running",
                        "heartbeat_lease",
                        "complete_task",
                        "complete_tasks",
                        "fail_task",
                        "pause_task",
                        "resume_task",
                        "release_task",
                        "cancel_task",
                        "get_task",
                        "list_run_tasks",
                        "list_pending_tasks",
                        "list_dead_tasks",
                        "requeue_dead_task",
                        "expire_leases",
                        "run_maintenance",
                        "append_context_snapshot",
                        "get_current_context_snapshot",
                        "get_context_snapshot",
                        "list_run_events",
                        "list_events_since",
                        "get_stats",
                        "emit_task_output",
                        "list_task_output");
        assertThat(ToolJson.CATALOG.tools())
                .extracting(ToolSpec::name)
                .containsExactlyElementsOf(ToolJson.CATALOG.names());
    }

    @Test
    void everyToolFileIsInTheCatalogueAndTheOtherWayRound() {
        assertThat(SchemaFiles.in("tools"))
                .containsExactlyElementsOf(ToolJson.names()
                        .map(name -> "tools/" + name + ".json")
                        .sorted()
                        .toList());
    }

    @Test
    void everySharedDefinitionIsUsed() {
        TreeSet<String> used = new TreeSet<>();
        for (String path : SchemaFiles.in("")) {
            for (JsonNode reference : SchemaFiles.read(path).findValues("$ref")) {
                used.add(URI.create(path).resolve(reference.asText()).toString());
            }
        }
        assertThat(Stream.of("enums", "parameters", "records").flatMap(folder -> SchemaFiles.in(folder).stream()))
                .containsExactlyElementsOf(used);
    }

    @Test
    void findsByExactNameOnly() {
        assertThat(ToolJson.CATALOG.find("get_run")).map(ToolSpec::title).contains("Get run");
        assertThat(ToolJson.CATALOG.find("Get_Run")).isEmpty();
        assertThat(ToolJson.CATALOG.find("../catalog")).isEmpty();
    }

    @Test
    void answersTheSameSpecEachTime() {
        assertThat(ToolJson.CATALOG.find("get_run"))
                .containsSame(ToolJson.CATALOG.tools().get(1));
    }

    @Test
    void specsAreImmutableInDepth() {
        Map<String, Object> input = ToolJson.tool("get_run").inputSchema();
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> input.put("type", "array"));
        assertThat(input.get("required"))
                .isInstanceOfSatisfying(
                        List.class,
                        required -> assertThatExceptionOfType(UnsupportedOperationException.class)
                                .isThrownBy(required::clear));
        assertThat(input.get("properties"))
                .isInstanceOfSatisfying(
                        Map.class,
                        properties -> assertThatExceptionOfType(UnsupportedOperationException.class)
                                .isThrownBy(properties::clear));
    }

    @Test
    void keysKeepTheOrderOfTheFile() {
        List<String> declared =
                ToolJson.keys(SchemaFiles.read("tools/enqueue_task.json").at("/inputSchema/properties"));
        assertThat(ToolJson.keys(ToolJson.input("enqueue_task").path("properties")))
                .isEqualTo(declared);
    }
}
