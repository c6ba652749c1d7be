package dev.parallelmcp.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a model pays to know the tools: name, description and input schema. */
class TokenBudgetTest {

    private static final int CHARACTERS_PER_TOKEN = 4;

    @ParameterizedTest(name = "{0}")
    @CsvSource({"WORKER, 2500", "PLANNER, 6000", "OPERATOR, 7000", "ALL, 9000"})
    void toolsetStaysWithinItsTokens(Toolset toolset, int maxTokens) throws JsonProcessingException {
        assertTokens(ToolJson.CATALOG.tools(toolset), maxTokens);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"WORKER, 500", "PLANNER, 3000", "OPERATOR, 3500", "ALL, 3500"})
    void itsReadsCostLess(Toolset toolset, int maxTokens) throws JsonProcessingException {
        assertTokens(
                ToolJson.CATALOG.tools(toolset).stream()
                        .filter(tool -> tool.annotations().readOnlyHint())
                        .toList(),
                maxTokens);
    }

    private static void assertTokens(List<ToolSpec> tools, int maxTokens) throws JsonProcessingException {
        int characters = 0;
        for (ToolSpec tool : tools) {
            Map<String, Object> sent = new LinkedHashMap<>();
            sent.put("name", tool.name());
            sent.put("description", tool.description());
            sent.put("inputSchema", tool.inputSchema());
            characters += ToolJson.MAPPER.writeValueAsString(sent).length();
        }
        assertThat(characters).isPositive().isLessThanOrEqualTo(maxTokens * CHARACTERS_PER_TOKEN);
    }
}
