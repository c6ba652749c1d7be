package dev.parallelmcp.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "ğüşİ", "😀 and 👩‍👩‍👧", "tab\tand\nline"})
    void everyWellFormedTextCanBeStored(String text) {
        assertThat(Texts.storable(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D", "a\uD83Db", "\uDE00", "\uDE00\uD83D", "\u0000", "a\u0000"})
    void whatNoDatabaseGivesBackCannot(String text) {
        assertThat(Texts.storable(text)).isFalse();
    }

    @Test
    void namesAndPayloadsAreRefusedWithTheFieldNamed() {
        assertThatThrownBy(() ->
                        EnqueueTaskRequest.builder("run", "kind").key("k\uD83D").build())
                .isInstanceOf(OrchestratorException.class)
                .hasMessageStartingWith("key: ");
        assertThatThrownBy(() -> Json.of("\"\uD83D\"")).isInstanceOf(OrchestratorException.class);
    }

    @Test
    void anEscapedHalfIsTextLikeAnyOther() {
        assertThat(Json.of("\"\\ud83d\"").text()).isEqualTo("\"\\ud83d\"");
    }
}
