package dev.parallelmcp.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "true",
                "\"\"",
                "0",
                "-0",
                "1e400",
                "-1.5E-400",
                "123456789012345678901234567890.123456789012345678901234567890",
                " \t\r\n{ \"a\" : [ 1 , { } ] } \n",
                "{\"a\":1,\"a\":2}",
                "\"\\u0000\\ud83d\\ude00\\ud800\"",
                "\"😀\""
            })
    void valueIsKeptAsItStands(String text) {
        Json json = Json.of(text);

        assertThat(json.text()).isEqualTo(text);
        assertThat(json).hasToString(text);
        assertThat(json).isEqualTo(Json.trusted(text)).hasSameHashCodeAs(Json.trusted(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "nul",
                "{",
                "[1,]",
                "{\"a\":}",
                "{a:1}",
                "{'a':1}",
                "01",
                "+1",
                ".5",
                "1.",
                "NaN",
                "Infinity",
                "\"open",
                "\"\u0001\"",
                "\"\\x\"",
                "\"\\u12\"",
                "// comment\n1",
                "1 2",
                "{} {}",
                "{}}",
                "1,",
                "\uFEFF1"
            })
    void whatIsNotExactlyOneJsonValueIsRefused(String text) {
        assertThat(refusal(text).message()).startsWith("payload: ");
    }

    @Test
    void refusalSaysWhatIsWrongInOneLine() {
        assertThat(refusal("").message()).isEqualTo("payload: empty text is not a JSON value");
        assertThat(refusal("1 2").message()).isEqualTo("payload: more than one JSON value");
        assertThat(refusal("{\"secret\":\n oops}").message())
                .startsWith("payload: not valid JSON: ")
                .doesNotContain("\n")
                .doesNotContain("secret");
    }

    @Test
    void onlyThePayloadLimitBoundsNumbersNamesAndTexts() {
        String digits = "9".repeat(100_000);
        for (String text : new String[] {
            digits,
            "0." + digits,
            "[" + digits + "]",
            "{\"n\":" + digits + "}",
            "{\"" + digits + "\":1}",
            "\"" + digits + "\""
        }) {
            assertThat(Json.of(text).text()).isEqualTo(text);
        }
    }

    @Test
    void depthIsBounded() {
        String deep = "[".repeat(Limits.MAX_PAYLOAD_DEPTH) + "]".repeat(Limits.MAX_PAYLOAD_DEPTH);

        assertThat(Json.of(deep).text()).isEqualTo(deep);
        assertThat(refusal("[" + deep + "]").message()).isEqualTo("payload: nested deeper than 500 levels");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\ud800\"", "\"\udc00\"", "\"\ude00\ud83d\"", "{\"\ud83d\":1}", "\"\ud83d\ud83d\ude00\""})
    void loneSurrogateIsRefusedSinceNoStoreCouldKeepIt(String text) {
        assertThat(refusal(text).message()).startsWith("payload: ").contains("surrogate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a\"", "\"é߿\"", "\"ࠀ€\uffff\"", "\"😀\"", "\"aé€😀\""})
    void sizeIsThatOfUtf8(String text) {
        assertThat(Json.of(text).utf8Bytes()).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void equalityIsThatOfTheText() {
        assertThat(Json.of("1.0")).isNotEqualTo(Json.of("1.00"));
        assertThat(Json.of("{\"a\":1}")).isNotEqualTo(Json.of("{ \"a\":1}"));
        assertThat(Json.of("1")).isNotEqualTo("1");
    }

    private static OrchestratorException refusal(String text) {
        OrchestratorException refusal = catchThrowableOfType(OrchestratorException.class, () -> Json.of(text));
        assertThat(refusal).as("refusal of " + text).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        return refusal;
    }
}
