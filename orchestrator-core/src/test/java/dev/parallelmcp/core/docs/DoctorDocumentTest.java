package dev.parallelmcp.core.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.doctor.Check;
import dev.parallelmcp.core.doctor.Severity;
import dev.parallelmcp.core.doctor.Symptom;
import dev.parallelmcp.core.doctor.Verdict;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an examination may say is in its document, in the same words. */
class DoctorDocumentTest {

    private static final List<List<String>> ROWS = Document.rows(
                    Document.at("docs/doctor.md").text())
            .stream()
            // Behind the last bar there is nothing.
            .map(row -> row.subList(0, row.size() - 1))
            .toList();

    @Test
    void everySymptomIsListedInTheOrderOfTheChecks() {
        List<List<String>> listed =
                ROWS.stream().filter(row -> isSeverity(row.get(1))).toList();
        assertThat(listed)
                .containsExactlyElementsOf(Arrays.stream(Symptom.values())
                        .map(symptom ->
                                List.of(symptom.wireName(), symptom.severity().wireName(), symptom.found()))
                        .toList());
        assertThat(Symptom.values()).isSortedAccordingTo((a, b) -> a.check().compareTo(b.check()));
    }

    private static boolean isSeverity(String text) {
        return Arrays.stream(Severity.values())
                .anyMatch(severity -> severity.wireName().equals(text));
    }

    @ParameterizedTest
    @EnumSource
    void everyCheckIsExplained(Check check) {
        assertThat(ROWS).anyMatch(row -> row.size() == 2 && row.get(0).equals(check.wireName()));
    }

    @ParameterizedTest
    @EnumSource
    void everyVerdictIsExplained(Verdict verdict) {
        assertThat(ROWS).anyMatch(row -> row.size() == 3 && row.get(1).equals(verdict.wireName()));
    }

    @ParameterizedTest
    @EnumSource
    void everySymptomIsToldInSentences(Symptom symptom) {
        assertThat(List.of(symptom.found(), symptom.meaning(), symptom.remedy()))
                .allSatisfy(text -> assertThat(text).matches("[A-Z].*\\.").doesNotContain("  "));
    }
}
