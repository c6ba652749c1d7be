package dev.parallelmcp.server.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.model.IdKind;
import dev.parallelmcp.core.waiting.Caller;
import dev.parallelmcp.schema.ToolCatalog;
import dev.parallelmcp.schema.ToolSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No tool takes an id of another kind for one of its own, or one that nobody has for an empty answer. */
class EveryIdTest {

    /** What is called an id and is a name of the caller's choice. */
    private static final Set<String> NAMES = Set.of("workerId", "externalId", "afterId");

    private final ToolsOnSqlite tools = new ToolsOnSqlite();

    @AfterEach
    void close() {
        tools.close();
    }

    static Stream<Arguments> idParameters() {
        return ToolCatalog.load().tools().stream()
                .flatMap(tool -> RecordSchema.child(tool.inputSchema(), "properties").keySet().stream()
                        .map(String::valueOf)
                        .filter(EveryIdTest::isId)
                        .map(parameter -> Arguments.of(tool, parameter)));
    }

    private static boolean isId(String parameter) {
        return (parameter.equals("id") || parameter.endsWith("Id") || parameter.endsWith("Ids"))
                && !NAMES.contains(parameter);
    }

    static Stream<ToolSpec> toolsThatNeedAnId() {
        return ToolCatalog.load().tools().stream()
                .filter(tool ->
                        SampleArguments.requiredNames(tool.name()).stream().anyMatch(EveryIdTest::isId));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("idParameters")
    void anotherKindIsToldApart(ToolSpec tool, String parameter) {
        long toldApart = Arrays.stream(IdKind.values())
                .filter(kind -> isToldApart(tool, parameter, kind))
                .count();
        assertThat(toldApart).isEqualTo(IdKind.values().length - 1);
    }

    private boolean isToldApart(ToolSpec tool, String parameter, IdKind kind) {
        String id = kind.prefix() + "0a1";
        Map<String, Object> arguments = SampleArguments.required(tool.name());
        arguments.put(parameter, parameter.endsWith("Ids") ? List.of(id) : id);
        ToolOutcome outcome = tools.invoker()
                .call(tool.name(), SampleArguments.json(arguments), Caller.on(Runnable::run))
                .toCompletableFuture()
                .join();
        return Pattern.matches(
                "INVALID_ARGUMENT: " + parameter + ": " + id + " is an? " + kind.title()
                        + "; an? .* id is needed \\(retryable: false\\)",
                outcome.text());
    }

    @ParameterizedTest
    @MethodSource("toolsThatNeedAnId")
    void whatNobodyHasIsNotFound(ToolSpec tool) {
        assertThat(tools.refusal(tool.name(), SampleArguments.json(SampleArguments.required(tool.name()))))
                .startsWith("RECORD_NOT_FOUND: there is no ");
    }
}
