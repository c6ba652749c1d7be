package dev.parallelmcp.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest {

    private static final long TEN_YEARS_MILLIS = 315_360_000_000L;

    @ParameterizedTest(name = "{0}.{1}")
    @CsvSource({
        "enqueue_task, priority, -1000000, 1000000, 0",
        "list_run_tasks, limit, 1, 1000, 50",
        "list_task_output, limit, 1, 1000, 50",
        "list_run_tasks, offset, 0, 10000, 0",
        "prune_runs, limit, 1, 1000, 100",
    })
    void numbersHaveTheirRangeAndDefault(String tool, String parameter, long minimum, long maximum, long standard) {
        JsonNode schema = ToolJson.parameter(tool, parameter);
        assertThat(schema.path("minimum").asLong()).isEqualTo(minimum);
        assertThat(schema.path("maximum").asLong()).isEqualTo(maximum);
        assertThat(schema.path("default").asLong()).isEqualTo(standard);
    }

    /** A client that fills in defaults would override what the operator of this server has set. */
    @Test
    void whatTheServersOptionsDecideHasNoDefault() {
        assertThat(ToolJson.parameter("claim_next_task", "leaseMs").has("default"))
                .isFalse();
        assertThat(ToolJson.parameter("enqueue_task", "maxAttempts").has("default"))
                .isFalse();
    }

    @Test
    void heartbeatWithoutLengthKeepsTheLeasesOwn() {
        assertThat(ToolJson.parameter("heartbeat_lease", "leaseMs").has("default"))
                .isFalse();
    }

    @Test
    void delaysReachTenYears() {
        JsonNode retry = ToolJson.parameter("enqueue_task", "retry").path("properties");
        assertThat(ToolJson.parameter("enqueue_task", "delayMs").path("maximum").asLong())
                .isEqualTo(TEN_YEARS_MILLIS);
        assertThat(ToolJson.parameter("enqueue_task", "timeoutMs")
                        .path("minimum")
                        .asLong())
                .isEqualTo(1);
        assertThat(retry.path("delayMs").path("maximum").asLong()).isEqualTo(TEN_YEARS_MILLIS);
        assertThat(retry.path("delayMs").path("default").asLong(-1)).isZero();
        assertThat(retry.path("maxDelayMs").path("default").asLong()).isEqualTo(86_400_000);
        assertThat(retry.path("backoff").path("default").asText()).isEqualTo("fixed");
        assertThat(retry.path("jitter").path("maximum").asLong()).isEqualTo(1);
    }

    @Test
    void idsThatCallersChooseArePlain() {
        JsonNode id = ToolJson.parameter("create_run", "id");
        assertThat(id.path("pattern").asText()).isEqualTo("^[A-Za-z0-9._:-]+$");
        assertThat(id.path("maxLength").asLong()).isEqualTo(256);
        assertThat(ToolJson.parameter("enqueue_task", "id").path("pattern")).isEqualTo(id.path("pattern"));
        assertThat(ToolJson.parameter("append_context_snapshot", "id").path("pattern"))
                .isEqualTo(id.path("pattern"));
    }

    @Test
    void listsAreBounded() {
        JsonNode kinds = ToolJson.parameter("claim_next_task", "kinds");
        assertThat(kinds.path("minItems").asLong()).isEqualTo(1);
        assertThat(kinds.path("maxItems").asLong()).isEqualTo(100);
        assertThat(ToolJson.parameter("enqueue_task", "dependsOnTaskIds")
                        .path("maxItems")
                        .asLong())
                .isEqualTo(1000);
    }

    @Test
    void graphHasUpToAThousandTasks() {
        JsonNode tasks = ToolJson.parameter("enqueue_tasks", "tasks");
        assertThat(tasks.path("minItems").asLong()).isEqualTo(1);
        assertThat(tasks.path("maxItems").asLong()).isEqualTo(1000);
    }

    @Test
    void batchesHaveUpToAHundredItems() {
        JsonNode max = ToolJson.parameter("claim_tasks", "max");
        assertThat(max.path("minimum").asLong()).isEqualTo(1);
        assertThat(max.path("maximum").asLong()).isEqualTo(100);
        JsonNode completions = ToolJson.parameter("complete_tasks", "completions");
        assertThat(completions.path("minItems").asLong()).isEqualTo(1);
        assertThat(completions.path("maxItems").asLong()).isEqualTo(100);
    }

    /** Whatever may be said of one claim may be said of several, in the same words. */
    @Test
    void severalClaimsAreDescribedAsOne() {
        assertThat(ToolJson.input("claim_next_task").path("properties").properties())
                .isNotEmpty()
                .allSatisfy(field ->
                        assertThat(field.getValue()).isEqualTo(ToolJson.parameter("claim_tasks", field.getKey())));
    }

    /** Whatever may be said of one task may be said of each of a graph, in the same words. */
    @Test
    void taskOfAGraphIsDescribedAsOneByItself() {
        JsonNode ofGraph = ToolJson.parameter("enqueue_tasks", "tasks").at("/items/properties");
        assertThat(ofGraph.properties())
                .filteredOn(field -> !Set.of("ref", "dependsOn").contains(field.getKey()))
                .isNotEmpty()
                .allSatisfy(field ->
                        assertThat(field.getValue()).isEqualTo(ToolJson.parameter("enqueue_task", field.getKey())));
        assertThat(ofGraph.path("dependsOn").path("maxItems"))
                .isEqualTo(
                        ToolJson.parameter("enqueue_task", "dependsOnTaskIds").path("maxItems"));
    }

    @Test
    void textsForPeopleAreLonger() {
        assertThat(ToolJson.parameter("fail_task", "error").path("maxLength").asLong())
                .isEqualTo(65_536);
        assertThat(ToolJson.parameter("pause_task", "reason").path("maxLength").asLong())
                .isEqualTo(4096);
    }
}
