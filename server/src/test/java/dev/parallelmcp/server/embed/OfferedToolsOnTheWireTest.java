package dev.parallelmcp.server.embed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.store.sqlite.SqliteStore;
import dev.parallelmcp.schema.Toolset;
import dev.parallelmcp.server.tool.ToolSelection;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a client with fewer tools sees, to the byte. */
class OfferedToolsOnTheWireTest {

    private static final String LIST = "{'jsonrpc':'2.0','id':2,'method':'tools/list'}";
    private static final Pattern NAME = Pattern.compile("\"name\":\"([a-z_]+)\",\"title\"");

    private final Orchestrator orchestrator =
            Orchestrator.on(SqliteStore.inMemoryBuilder().open());

    @AfterEach
    void close() {
        orchestrator.close();
    }

    private ParallelMcpServer server(ToolSelection tools) {
        return ParallelMcpServer.builder(orchestrator).tools(tools).build();
    }

    private static String call(int id, String tool) {
        return "{'jsonrpc':'2.0','id':" + id + ",'method':'tools/call','params':{'name':'" + tool
                + "','arguments':{'runId':'r'}}}";
    }

    @ParameterizedTest
    @EnumSource
    void theListHasTheChosenToolsInTheirOrder(Toolset toolset) {
        ToolSelection selection = ToolSelection.of(toolset);
        String list = RawReplies.of(server(selection), LIST).get(0);
        assertThat(NAME.matcher(list).results().map(found -> found.group(1)))
                .containsExactlyElementsOf(selection.names());
    }

    @ParameterizedTest
    @EnumSource
    void theListIsTheSameForEveryConnectionAndServer(Toolset toolset) {
        ParallelMcpServer server = server(ToolSelection.of(toolset));
        List<String> first = RawReplies.of(server, LIST);
        assertThat(first).hasSize(1).first().asString().contains("\"result\":{\"tools\":[{\"name\":");
        assertThat(RawReplies.of(server, LIST)).isEqualTo(first);
        assertThat(RawReplies.of(server(ToolSelection.of(toolset)), LIST)).isEqualTo(first);
    }

    @Test
    void aToolThatIsOffIsAnsweredAsOneThatDoesNotExist() {
        ParallelMcpServer workers = server(ToolSelection.of(Toolset.WORKER));
        assertThat(RawReplies.of(workers, call(2, "cancel_run")))
                .containsExactly("{\"jsonrpc\":\"2.0\",\"id\":2,\"error\":{\"code\":-32602,"
                        + "\"message\":\"Unknown tool: cancel_run\"}}");
        assertThat(RawReplies.of(workers, call(2, "teleport")))
                .containsExactly("{\"jsonrpc\":\"2.0\",\"id\":2,\"error\":{\"code\":-32602,"
                        + "\"message\":\"Unknown tool: teleport\"}}");
    }
}
