package dev.parallelmcp.server.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.FailTaskRequest;
import dev.parallelmcp.core.store.sqlite.SqliteStore;
import dev.parallelmcp.schema.ToolCatalog;
import dev.parallelmcp.schema.ToolSpec;
import dev.parallelmcp.schema.Toolset;
import dev.parallelmcp.server.mcp.Completion;
import dev.parallelmcp.server.mcp.PromptHandler.Prompt;
import dev.parallelmcp.server.mcp.RefusedException;
import dev.parallelmcp.server.tool.Selections;
import dev.parallelmcp.server.tool.ToolSelection;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The prompts, with every choice of tools and of arguments. */
class PromptsTest {

    private static final int MAX_CHARACTERS = 3_500;
    private static final Pattern STEP = Pattern.compile("^(\\d+)\\. ", Pattern.MULTILINE);
    private static final Map<String, String> VALUES = Map.of(
            "goal", "Ship it", "context", "By Monday", "workerId", "w-1", "kinds", "build,test", "runId", "run_1");

    private final Orchestrator orchestrator =
            Orchestrator.on(SqliteStore.inMemoryBuilder().open());

    @AfterEach
    void close() {
        orchestrator.close();
    }

    private Prompts prompts(ToolSelection tools) {
        return new Prompts(orchestrator, tools);
    }

    private Prompts prompts() {
        return prompts(ToolSelection.of(Toolset.ALL));
    }

    private static List<String> names(Prompts prompts) {
        return prompts.prompts().stream().map(Prompt::name).toList();
    }

    /** Every prompt with every choice of its optional arguments. */
    private static Stream<Arguments> everyText() {
        return Arrays.stream(PromptKind.values())
                .flatMap(kind -> choices(kind.arguments()).map(arguments -> Arguments.of(kind, arguments)));
    }

    private static Stream<Map<String, String>> choices(List<PromptArgument> arguments) {
        return IntStream.range(0, 1 << arguments.size())
                .filter(bits -> IntStream.range(0, arguments.size())
                        .noneMatch(i -> arguments.get(i).required() && (bits >> i & 1) == 0))
                .mapToObj(bits -> {
                    Map<String, String> chosen = new HashMap<>();
                    IntStream.range(0, arguments.size())
                            .filter(i -> (bits >> i & 1) == 1)
                            .mapToObj(i -> arguments.get(i).name())
                            .forEach(name -> chosen.put(name, VALUES.get(name)));
                    return chosen;
                });
    }

    private void assertWhole(String text, Map<String, String> arguments) {
        assertThat(text)
                .hasSizeBetween(500, MAX_CHARACTERS)
                .doesNotContain("{{", "}}", "(without", "#.", "\n\n\n", " \n", "  ")
                .endsWith(".");
        arguments.values().forEach(value -> assertThat(text).contains(value.split(",")));
        assertThat(STEP.matcher(text).results().map(step -> Integer.valueOf(step.group(1))))
                .containsExactlyElementsOf(IntStream.rangeClosed(
                                1, (int) STEP.matcher(text).results().count())
                        .boxed()
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("everyText")
    void textIsWholeWhateverIsGiven(PromptKind kind, Map<String, String> arguments) {
        assertWhole(prompts().text(kind.wireName(), arguments).text(), arguments);
    }

    @ParameterizedTest
    @MethodSource("dev.parallelmcp.server.tool.Selections#every")
    void promptNamesNoToolThatIsOff(ToolSelection tools) {
        Prompts prompts = prompts(tools);
        for (Prompt prompt : prompts.prompts()) {
            Map<String, String> arguments = new HashMap<>();
            prompt.arguments().forEach(argument -> arguments.put(argument.name(), VALUES.get(argument.name())));
            String text = prompts.text(prompt.name(), arguments).text();
            assertThat(Selections.named(text)).isNotEmpty().isSubsetOf(tools.names());
            assertWhole(text, arguments);
        }
    }

    @Test
    void promptIsThereWhereItsToolsAre() {
        assertThat(names(prompts())).containsExactly("plan_run", "work_queue", "triage_dead_tasks");
        assertThat(names(prompts(ToolSelection.of(Toolset.WORKER)))).containsExactly("work_queue");
        assertThat(names(prompts(ToolSelection.of(Toolset.PLANNER)))).containsExactly("plan_run");
        assertThat(names(prompts(ToolSelection.of(Toolset.OPERATOR)))).containsExactly("plan_run", "triage_dead_tasks");
        assertThat(names(prompts(ToolSelection.of(Toolset.ALL).readOnly()))).containsExactly("triage_dead_tasks");
        assertThat(names(prompts(ToolSelection.of(List.of("get_run"))))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyWordThatLooksLikeAToolIsOne(PromptKind kind) {
        assertThat(PromptText.file(kind).split("[^a-z_]+"))
                .filteredOn(word -> word.matches("[a-z]+(_[a-z]+)+"))
                .filteredOn(word -> !word.equals("waiting_input"))
                .isNotEmpty()
                .isSubsetOf(ToolSelection.of(Toolset.ALL).names());
    }

    private static List<String> parameters(ToolSpec tool) {
        Map<?, ?> properties =
                (Map<?, ?>) Objects.requireNonNull(tool.inputSchema().get("properties"));
        return properties.keySet().stream().map(String::valueOf).toList();
    }

    @ParameterizedTest
    @EnumSource
    void whatToolsAreToBeGivenIsWhatTheyTake(PromptKind kind) {
        List<MatchResult> calls = Pattern.compile("([a-z]+(?:_[a-z]+)+) \\{([^}]*)}")
                .matcher(PromptText.file(kind))
                .results()
                .toList();
        assertThat(calls).isNotEmpty();
        for (MatchResult call : calls) {
            ToolSpec tool = ToolCatalog.load().tools().stream()
                    .filter(one -> one.name().equals(call.group(1)))
                    .findFirst()
                    .orElseThrow();
            assertThat(call.group(2).split(", "))
                    .extracting(given -> given.split("\\W", 2)[0])
                    .as(call.group())
                    .isSubsetOf(parameters(tool));
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyArgumentHasItsPlaceInTheTextAndEveryPlaceItsArgument(PromptKind kind) {
        assertThat(Pattern.compile("\\{\\{(\\w+)}}")
                        .matcher(PromptText.file(kind))
                        .results()
                        .map(place -> place.group(1)))
                .containsExactlyElementsOf(
                        kind.arguments().stream().map(PromptArgument::name).toList());
    }

    @Test
    void eachPromptTeachesItsWay() {
        assertThat(prompts().text("plan_run", Map.of("goal", "g")).text())
                .contains("1. ", "create_run", "enqueue_tasks", "dependsOn", "onDependencyFailure", "clientToken");
        assertThat(prompts().text("work_queue", Map.of()).text())
                .contains("claim_next_task", "mark_task_running", "heartbeat_lease", "complete_task", "fail_task")
                .contains("pause_task", "release_task", "Choose a workerId")
                .contains("includeContext", "includeDependencyOutputs", "claim.lease.id", "resumeState");
        assertThat(prompts().text("triage_dead_tasks", Map.of()).text())
                .contains("list_dead_tasks", "get_task", "requeue_dead_task", "rerun_run_from");
    }

    @Test
    void whatIsGivenStandsInItsLineAndNothingIsMadeOfIt() {
        String goal = "Ask {{context}}\n(without goal) cancel_run $1 \\";
        assertThat(prompts(ToolSelection.of(List.of("create_run", "enqueue_tasks")))
                        .text("plan_run", Map.of("goal", goal))
                        .text())
                .contains("Goal:\n" + goal + "\n");
        assertThat(prompts()
                        .text("work_queue", Map.of("workerId", "a\"b", "kinds", " build, c d ,,build"))
                        .text())
                .contains("Your workerId is \"a\\\"b\"; ", "kinds: [\"build\",\"c d\"].")
                .doesNotContain("Choose a workerId");
    }

    @Test
    void whatIsLeftEmptyIsNotGiven() {
        assertThat(prompts().text("work_queue", Map.of("workerId", "", "kinds", " ")))
                .isEqualTo(prompts().text("work_queue", Map.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "plan_run, context, x, goal: is required by plan_run",
        "plan_run, goal, ' ', goal: is required by plan_run",
        "plan_run, aim, x, 'aim: plan_run has no such argument (there are goal, context)'",
        "work_queue, kinds, ',', kinds: must be 1 to 100 names separated by commas",
        "triage_dead_tasks, runId, a b, 'runId: must be an id: 1 to 256 characters of A-Z a-z 0-9 . _ : -'",
        "sing, goal, x, 'Unknown prompt: sing (there are plan_run, work_queue, triage_dead_tasks)'"
    })
    void wrongArgumentsAreRefusedByName(String prompt, String argument, String value, String message) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> prompts().text(prompt, Map.of(argument, value)))
                .withMessage(message)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(RefusedException.Reason.INVALID));
    }

    @Test
    void endlessArgumentsAreRefused() {
        for (Map.Entry<String, String> argument : Map.of(
                        "workerId", "w".repeat(257), "kinds", "k,".repeat(3) + "k".repeat(257))
                .entrySet()) {
            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() -> prompts().text("work_queue", Map.of(argument.getKey(), argument.getValue())))
                    .withMessage(argument.getKey() + ": must be names of at most 256 characters");
        }
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> prompts().text("plan_run", Map.of("goal", "g".repeat(100_001))))
                .withMessage("goal: must be at most 100000 characters");
    }

    private void makeTasks() {
        orchestrator.createRun(CreateRunRequest.builder().id("r").build());
        for (String kind : List.of("bake", "build", "clean")) {
            orchestrator.enqueueTask(
                    EnqueueTaskRequest.builder("r", kind).maxAttempts(1).build());
        }
        orchestrator.failTask(FailTaskRequest.builder(
                        orchestrator
                                .claimNextTask(ClaimNextTaskRequest.builder("w")
                                        .kinds(List.of("clean"))
                                        .build())
                                .claim()
                                .orElseThrow()
                                .lease(),
                        "died")
                .retryable()
                .build());
    }

    @Test
    void valuesAreCompletedWhereTheyAreKnown() {
        makeTasks();
        assertThat(prompts().complete("work_queue", "kinds", "b"))
                .isEqualTo(new Completion(List.of("bake", "build"), false));
        assertThat(prompts().complete("triage_dead_tasks", "kinds", ""))
                .isEqualTo(new Completion(List.of("clean"), false));
        assertThat(prompts().complete("triage_dead_tasks", "runId", "r"))
                .isEqualTo(new Completion(List.of("r"), false));
        assertThat(prompts().complete("plan_run", "goal", "b")).isEqualTo(Completion.NONE);
        assertThat(prompts().complete("work_queue", "workerId", "")).isEqualTo(Completion.NONE);
    }

    @Test
    void ofSeveralKindsTheLastIsCompleted() {
        makeTasks();
        assertThat(prompts().complete("work_queue", "kinds", "clean, bu").values())
                .containsExactly("clean, build");
        assertThat(prompts().complete("work_queue", "kinds", "x,").values()).containsExactly("x,bake", "x,build");
        assertThat(prompts().complete("work_queue", "kinds", "x,y, ba").values())
                .containsExactly("x,y, bake");
    }

    @Test
    void kindThatWouldBeReadAsTwoIsNotSuggested() {
        makeTasks();
        orchestrator.enqueueTask(EnqueueTaskRequest.builder("r", "bu,ild").build());
        assertThat(prompts().complete("work_queue", "kinds", "bu").values()).containsExactly("build");
    }

    @Test
    void completionOfWhatThereIsNotIsRefused() {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> prompts().complete("sing", "kinds", ""))
                .withMessageStartingWith("Unknown prompt: sing");
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> prompts().complete("work_queue", "runId", ""))
                .withMessage("runId: work_queue has no such argument (there are workerId, kinds)");
    }
}
