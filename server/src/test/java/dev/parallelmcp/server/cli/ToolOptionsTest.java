package dev.parallelmcp.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.store.sqlite.SqliteStore;
import dev.parallelmcp.schema.ToolCatalog;
import dev.parallelmcp.schema.Toolset;
import dev.parallelmcp.server.tool.ToolSelection;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolOptionsTest {

    private static final String LIST = """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},\
            "clientInfo":{"name":"test","version":"1"}}}
            {"jsonrpc":"2.0","id":2,"method":"tools/list"}
            """;

    private static final Pattern NAME = Pattern.compile("\"name\":\"([a-z_]+)\",\"title\"");

    @TempDir
    Path home;

    private List<String> listed(String... options) {
        Path database = home.resolve("listed.sqlite");
        SqliteStore.open(database).close();
        String[] arguments = new String[options.length + 1];
        arguments[0] = "--db=" + database;
        System.arraycopy(options, 0, arguments, 1, options.length);
        Program.Run run = new Program(home).run(LIST, arguments);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return NAME.matcher(run.out()).results().map(found -> found.group(1)).toList();
    }

    @Test
    void withoutOptionsEveryToolIsOffered() {
        assertThat(listed()).isEqualTo(ToolCatalog.load().names());
        assertThat(listed("--toolset=all")).isEqualTo(ToolCatalog.load().names());
    }

    @Test
    void aToolsetIsOffered() {
        assertThat(listed("--toolset", "worker"))
                .isEqualTo(ToolSelection.of(Toolset.WORKER).names());
        assertThat(listed("--toolset=Planner"))
                .isEqualTo(ToolSelection.of(Toolset.PLANNER).names());
        assertThat(listed("--toolset", "operator"))
                .isEqualTo(ToolSelection.of(Toolset.OPERATOR).names());
    }

    @Test
    void namedToolsAreOfferedInTheOrderOfTheCatalogue() {
        assertThat(listed("--tools", "get_task,create_run")).containsExactly("create_run", "get_task");
        assertThat(listed("--tools", "get_task, create_run")).containsExactly("create_run", "get_task");
        assertThat(listed("--tools=get_task", "--tools=create_run")).containsExactly("create_run", "get_task");
    }

    @Test
    void readOnlyNarrowsWhatIsChosen() {
        assertThat(listed("--read-only"))
                .isEqualTo(ToolSelection.of(Toolset.ALL).readOnly().names());
        assertThat(listed("--read-only", "--toolset=worker")).containsExactly("get_task", "get_context_snapshot");
        assertThat(listed("--tools=create_run,get_run", "--read-only")).containsExactly("get_run");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--toolset=boss | '--toolset'",
                "--toolset=worker --tools=get_run | --tools and --toolset: give one of them",
                "--toolset=all --tools=get_run | --tools and --toolset: give one of them",
                "--tools=get_rnu | --tools: there is no tool 'get_rnu'; did you mean get_run? (there are create_run, get_run,",
                "--tools=get_run,teleport | --tools: there is no tool 'teleport' (there are create_run, get_run,",
                "--tools= | --tools: there is no tool ''",
                "--tools=get_run,,get_task | --tools: there is no tool ''",
                "--tools | '--tools'",
                "--tools=create_run,fail_task --read-only | --read-only: no tool is left, since what was chosen changes something: create_run, fail_task",
            })
    void wrongUsageIsToldAndMakesNoDatabase(String options, String message) {
        Program.Run run = new Program(home).run(LIST, options.split(" "));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("parallel-mcp: ").contains(message);
        assertThat(home).isEmptyDirectory();
    }
}
