package dev.parallelmcp.server.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineReaderTest {

    private static final int LIMIT = 200_000;

    @ParameterizedTest
    @ValueSource(ints = {1, 65_535, 65_536, 65_537, 131_072, LIMIT})
    void linesAroundTheBufferSizeArriveWhole(int length) throws IOException {
        String line = "ö".repeat(length / 2) + "x".repeat(length % 2);
        assertThat(lines("a\n" + line + "\nb")).containsExactly(text("a"), text(line), text("b"));
    }

    @ParameterizedTest
    @ValueSource(ints = {LIMIT + 1, 3 * LIMIT})
    void longerOnesArePassedOver(int length) throws IOException {
        assertThat(lines("a\n" + "x".repeat(length) + "\nb\n"))
                .containsExactly(text("a"), new Line.TooLong(), text("b"));
        assertThat(lines("x".repeat(length))).containsExactly(new Line.TooLong());
    }

    @Test
    void aReplacementCharacterIsAllowedWhereItWasSent() throws IOException {
        assertThat(lines("\uFFFD\n")).containsExactly(text("\uFFFD"));
    }

    @Test
    void onlyTheLineEndIsCutOff() throws IOException {
        assertThat(lines("\uFEFF a \r\n\r\n")).containsExactly(text(" a "));
    }

    private static Line text(String text) {
        return new Line.Text(text);
    }

    private static List<Line> lines(String input) throws IOException {
        LineReader reader = new LineReader(new ByteArrayInputStream(input.getBytes(UTF_8)), LIMIT);
        List<Line> lines = new ArrayList<>();
        for (Line line = reader.next(); line != null; line = reader.next()) {
            lines.add(line);
        }
        return lines;
    }
}
