package dev.parallelmcp.core.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.model.EventType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nothing that a caller can meet is without its place in the documents. */
class ReferenceDocumentsTest {

    private static final Document ERRORS = Document.at("docs/errors.md");
    private static final Document EVENTS = Document.at("docs/events.md");

    @ParameterizedTest
    @EnumSource
    void everyErrorCodeIsExplained(ErrorCode code) {
        assertThat(Document.rows(ERRORS.text()))
                .filteredOn(row -> row.get(0).equals(code.name()) && row.size() == 5)
                .singleElement()
                .satisfies(row -> assertThat(row.get(2).startsWith("yes")).isEqualTo(code.retryable()));
    }

    @ParameterizedTest
    @EnumSource
    void everyEventTypeIsExplained(EventType type) {
        assertThat(Document.rows(EVENTS.text()))
                .extracting(row -> row.get(0).replace("`", ""))
                .contains(type.wireName());
    }
}
