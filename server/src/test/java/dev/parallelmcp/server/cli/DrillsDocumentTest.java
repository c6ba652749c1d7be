package dev.parallelmcp.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** docs/drills.md tells of each option of the drills, and of no other. */
class DrillsDocumentTest {

    private static final Pattern OPTION = Pattern.compile("--[a-z]+(?:-[a-z]+)*");

    @TempDir
    Path home;

    private static Stream<String> optionsOf(String chapter) throws IOException {
        String text = Files.readString(Path.of("..", "docs", "drills.md"));
        int from = text.indexOf("\n## " + chapter + "\n");
        assertThat(from).as(chapter).isNotNegative();
        int next = text.indexOf("\n## ", from + 1);
        return text.substring(from, next < 0 ? text.length() : next)
                .lines()
                .filter(line -> line.startsWith("| `--"))
                .map(line -> line.substring("| `".length(), line.indexOf("` |")).split(" ", 2)[0]);
    }

    @ParameterizedTest
    @CsvSource({"race, drill race", "crash, drill crash"})
    void everyOptionIsInItsTable(String drill, String chapter) throws IOException {
        List<String> offered = OPTION.matcher(
                        new Program(home).run("", "drill", drill, "--help").out())
                .results()
                .map(MatchResult::group)
                .distinct()
                .toList();
        assertThat(Stream.concat(optionsOf(chapter), optionsOf("Options of both")))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(offered);
    }
}
