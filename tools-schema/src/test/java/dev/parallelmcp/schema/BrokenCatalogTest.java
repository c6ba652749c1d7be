package dev.parallelmcp.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokenCatalogTest {

    private static final String FOLDER = "/dev/parallelmcp/schema/";

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "absent, tools/absent.json is missing",
        "malformed, tools/malformed.json is not a readable JSON object",
        "repeated_key, tools/repeated_key.json is not a readable JSON object",
        "two_values, tools/two_values.json is not a readable JSON object",
        "dangling, records/absent.json is missing",
        "circular, records/self.json refers to itself",
        "untitled, tools/untitled.json needs title",
        "misnamed, tools/misnamed.json calls its tool other",
        "unknown_set, tools/unknown_set.json needs sets",
        "unknown_field, tools/unknown_field.json has the unknown field set",
        "hintless, tools/hintless.json needs readOnlyHint",
    })
    void brokenToolFileIsNamed(String tool, String message) {
        ToolCatalog catalog = ToolCatalog.load(FOLDER + "broken/");
        assertThatIllegalStateException().isThrownBy(() -> catalog.find(tool)).withMessageContaining(message);
    }

    @Test
    void namesAreKnownWithoutReadingToolFiles() {
        assertThat(ToolCatalog.load(FOLDER + "broken/").names()).startsWith("absent", "malformed");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "nowhere, catalog.json is missing",
        "repeated, catalog.json repeats or mistypes the tool one",
        "listless, catalog.json needs tools to be an array",
    })
    void brokenListIsNamed(String folder, String message) {
        assertThatIllegalStateException()
                .isThrownBy(() -> ToolCatalog.load(FOLDER + folder + "/"))
                .withMessageContaining(message);
    }
}
