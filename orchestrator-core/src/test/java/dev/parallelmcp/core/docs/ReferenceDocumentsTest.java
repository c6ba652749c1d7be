package dev.parallelmcp.core.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.model.EventType;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nothing that a caller can meet is without its place in the documents. */
class ReferenceDocumentsTest {

    private static final Document ERRORS = Document.at("docs/errors.md");
    private static final Document EVENTS = Document.at("docs/events.md");
    private static final Document DECISIONS = Document.at("docs/decisions.md");
    private static final Pattern DECISION = Pattern.compile("^- \\*\\*(\\d+)\\. ", Pattern.MULTILINE);

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

    private static List<Integer> decisions(String text) {
        return DECISION.matcher(text)
                .results()
                .map(found -> Integer.valueOf(found.group(1)))
                .toList();
    }

    @Test
    void noTwoDecisionsHaveTheSameNumber() {
        assertThat(decisions(DECISIONS.text())).contains(1, 2, 3).doesNotHaveDuplicates();
    }

    @Test
    void decisionsOnATopicStandInTheirOrder() {
        assertThat(DECISIONS.text().split("\n## ", -1))
                .allSatisfy(topic -> assertThat(decisions(topic)).isSorted());
    }

    /** As items of a list that counts by itself they would be shown with other numbers than are written. */
    @Test
    void decisionsAreShownWithTheNumbersThatTheyHave() {
        assertThat(DECISIONS.text().lines()).noneMatch(line -> line.matches("\\d+\\. .*"));
    }
}
