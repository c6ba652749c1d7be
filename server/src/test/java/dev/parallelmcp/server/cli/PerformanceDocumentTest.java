package dev.parallelmcp.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.server.bench.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/performance.md tells of each workload and of each option of bench, and of no other. */
class PerformanceDocumentTest {

    private static final Pattern OPTION = Pattern.compile("--[a-z]+(?:-[a-z]+)*");

    @TempDir
    Path home;

    /** The first words between backquotes in the rows of a chapter's table. */
    private static List<String> rows(String chapter) throws IOException {
        String text = Files.readString(Path.of("..", "docs", "performance.md"));
        int from = text.indexOf("\n## " + chapter + "\n");
        assertThat(from).as(chapter).isNotNegative();
        int next = text.indexOf("\n## ", from + 1);
        return text.substring(from, next < 0 ? text.length() : next)
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring("| `".length()).split("[ `]", 2)[0])
                .toList();
    }

    @Test
    void everyWorkloadIsInItsTable() throws IOException {
        assertThat(rows("Workloads"))
                .containsExactlyElementsOf(
                        Arrays.stream(Workload.values()).map(Workload::wireName).toList());
    }

    @Test
    void everyOptionIsInItsTable() throws IOException {
        List<String> offered = OPTION.matcher(
                        new Program(home).run("", "bench", "--help").out())
                .results()
                .map(MatchResult::group)
                .distinct()
                .toList();
        assertThat(rows("Options")).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(offered);
    }
}
