package dev.parallelmcp.server.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.schema.ToolCatalog;
import dev.parallelmcp.server.docs.ExampleRun.Example;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** docs/tools.md says what the tools' schemas say, and shows calls that were really made. */
class ToolsDocumentTest {

    /** Tests run in the folder of their module. */
    private static final Path DOCUMENT = Path.of("..", "docs", "tools.md");

    @Test
    void theDocumentIsCurrent() throws IOException {
        Map<String, Example> examples = ExampleRun.make();
        assertThat(examples.keySet())
                .as("each tool has an example; see examples.txt")
                .containsExactlyInAnyOrderElementsOf(ToolCatalog.load().names());
        String current = ToolsDocument.of(ToolCatalog.load().tools(), examples);
        if (ToolsDocument.WRITE) {
            Files.writeString(DOCUMENT, current);
        }
        assertThat(Files.readString(DOCUMENT)).isEqualTo(current);
    }
}
