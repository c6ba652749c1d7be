package dev.parallelmcp.server.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.engine.IdSource;
import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.model.IdKind;
import dev.parallelmcp.core.store.sqlite.SqliteStore;
import dev.parallelmcp.core.waiting.Caller;
import dev.parallelmcp.schema.Toolset;
import dev.parallelmcp.server.tool.ToolInvoker;
import dev.parallelmcp.server.tool.ToolOutcome;
import dev.parallelmcp.server.tool.ToolSelection;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The calls of examples.txt, made one after the other on a database of their own. Ids are counted and each call comes a
 * second after the one before, so every run gives the same answers.
 */
final class ExampleRun {

    private static final String SCRIPT = "examples.txt";

    /** What was asked and what was answered, both JSON. */
    record Example(String arguments, String answer) {}

    private final Map<IdKind, Integer> lastIds = new EnumMap<>(IdKind.class);
    private final Map<String, Example> firstOfTool = new LinkedHashMap<>();
    private Instant now = Instant.parse("2026-01-31T09:30:00Z");

    /** The first call of each tool. */
    static Map<String, Example> make() {
        ExampleRun run = new ExampleRun();
        try (Orchestrator orchestrator = Orchestrator.builder(
                        SqliteStore.inMemoryBuilder().clock(() -> run.now).open())
                .ids(run.ids())
                .random(() -> 0)
                .build()) {
            ToolInvoker tools = new ToolInvoker(orchestrator, ToolSelection.of(Toolset.ALL));
            script().lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> run.call(tools, line));
        }
        return run.firstOfTool;
    }

    private IdSource ids() {
        return kind -> kind.prefix() + lastIds.merge(kind, 1, Integer::sum);
    }

    private void call(ToolInvoker tools, String line) {
        int end = line.indexOf(' ');
        String tool = line.substring(0, end);
        String arguments = line.substring(end + 1);
        ToolOutcome outcome = tools.call(tool, arguments, Caller.on(Runnable::run))
                .toCompletableFuture()
                .join();
        assertThat(outcome.isError()).as("%s: %s", line, outcome.text()).isFalse();
        firstOfTool.putIfAbsent(tool, new Example(arguments, outcome.json()));
        now = now.plus(Duration.ofSeconds(1));
    }

    private static String script() {
        try (InputStream in = ExampleRun.class.getResourceAsStream(SCRIPT)) {
            return new String(Objects.requireNonNull(in, SCRIPT).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
