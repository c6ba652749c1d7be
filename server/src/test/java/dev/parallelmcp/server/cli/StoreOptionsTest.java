package dev.parallelmcp.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.GetRunRequest;
import dev.parallelmcp.core.store.sqlite.SqliteStore;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the options about the database reach it. */
class StoreOptionsTest {

    private static final String GREETING = """
            {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},\
            "clientInfo":{"name":"test","version":"1"}}}
            """;

    @TempDir
    Path home;

    private Path database;

    @BeforeEach
    void fill() {
        database = home.resolve("state.sqlite");
        try (Orchestrator orchestrator = Orchestrator.on(SqliteStore.open(database))) {
            orchestrator.createRun(
                    CreateRunRequest.builder().id("own").namespace("a").build());
            orchestrator.createRun(
                    CreateRunRequest.builder().id("foreign").namespace("b").build());
        }
    }

    private static String call(String tool, String arguments) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\",\"arguments\":" + arguments.replace('\'', '"') + "}}\n";
    }

    /** The text that the tool answered, in the escapes of a line. */
    private String answer(String line, String option) {
        Program.Run run = new Program(home).run(GREETING + line, "--db=" + database, option);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run.out().lines().skip(1).findFirst().orElseThrow();
    }

    @Test
    void aServerOfOneNamespaceShowsNoOther() {
        assertThat(answer(call("list_runs", "{}"), "--namespace=a"))
                .contains("\"id\":\"own\"")
                .doesNotContain("foreign");
        assertThat(answer(call("get_run", "{'runId':'foreign'}"), "--namespace=a"))
                .contains("RECORD_NOT_FOUND: there is no run with id foreign");
        assertThat(answer(call("get_stats", "{}"), "--namespace=a")).contains("\"pending\":1,");
        assertThat(answer(call("get_stats", "{'namespace':'b'}"), "--namespace=a"))
                .contains("INVALID_ARGUMENT: namespace: given 'b', allowed is 'a' alone");
        assertThat(answer(call("create_run", "{'id':'new'}"), "--namespace=a")).contains("\"namespace\":\"a\"");
        assertThat(answer(call("create_run", "{'namespace':'b'}"), "--namespace=a"))
                .contains("INVALID_ARGUMENT: namespace: given 'b', allowed is 'a' alone");
    }

    @Test
    void aReadOnlyServerReadsAndChangesNothing() {
        assertThat(answer(call("get_run", "{'runId':'foreign'}"), "--read-only"))
                .contains("\"id\":\"foreign\"");
        assertThat(answer(call("get_stats", "{}"), "--read-only")).contains("\"pending\":2,");
        assertThat(answer(call("create_run", "{'id':'new'}"), "--read-only")).contains("Unknown tool: create_run");
        try (Orchestrator orchestrator = Orchestrator.on(SqliteStore.open(database))) {
            assertThat(orchestrator.getRun(new GetRunRequest("own")).run().id()).isEqualTo("own");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--db=missing.sqlite", "--log-level=warn"})
    void aReadOnlyServerCreatesNoDatabase(String option) {
        Path empty = home.resolve("empty");
        Program.Run run = new Program(empty)
                .run(
                        GREETING,
                        "--read-only",
                        option.replace("missing", empty.resolve("missing").toString()));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("parallel-mcp: cannot open the database " + empty)
                .contains("no such database file", "open it once for writing");
        assertThat(empty).doesNotExist();
    }

    @Test
    void theDefaultDatabaseIsNamedAndHowItIsUsed() {
        Program program = new Program(home);
        String file = program.dataFolder().resolve("state.sqlite") + System.lineSeparator();
        assertThat(program.run(GREETING).err()).isEqualTo("parallel-mcp: keeping state in " + file);
        assertThat(program.run(GREETING, "--read-only").err()).isEqualTo("parallel-mcp: reading state in " + file);
    }

    @Test
    void memoryCannotBeReadOnly() {
        Program.Run run = new Program(home).run(GREETING, "--read-only", "--db=:memory:");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--read-only: there is nothing to read in :memory:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "what the locale lost: \ufffd\ufffd"})
    void aNamespaceThatNoRunCouldHaveIsWrongUsageAndMakesNoDatabase(String namespace) {
        Path file = home.resolve("none.sqlite");
        Program.Run run = new Program(home).run(GREETING, "--db=" + file, "--namespace=" + namespace);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("parallel-mcp: --namespace: ");
        assertThat(file).doesNotExist();
    }
}
