package dev.parallelmcp.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.schema.ToolCatalog;
import dev.parallelmcp.schema.ToolSpec;
import io.modelcontextprotocol.spec.McpSchema.ListToolsResult;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The list of tools is written as the SDK writes it. */
class ToolListTest {

    @Test
    void allToolsOfTheCatalogueAreWrittenAsTheSdkWritesThem() {
        assertWrittenAsTheSdkDoes(ToolCatalog.load().tools());
    }

    @Test
    void charactersThatHaveToBeEscapedAreEscapedAsTheSdkDoes() {
        ToolSpec plain = ToolCatalog.load().tools().get(0);
        assertWrittenAsTheSdkDoes(List.of(plain.withDescription("\"quoted\" \\ \n \u0007 \u00e4 \ud83d\ude00 \u2028")));
    }

    private static void assertWrittenAsTheSdkDoes(List<ToolSpec> tools) {
        ListToolsResult result = ListToolsResult.builder(tools.stream()
                        .map(tool -> SdkTool.of(tool, new TestTools()).tool())
                        .toList())
                .build();
        assertThat(ToolList.of(tools).text()).isEqualTo(new ProtocolJson().write(result));
    }
}
