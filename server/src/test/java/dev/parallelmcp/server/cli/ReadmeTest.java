package dev.parallelmcp.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.schema.Toolset;
import dev.parallelmcp.server.tool.ToolSelection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README tells of each option and of each tool in the group that gets it. */
class ReadmeTest {

    private static final Pattern OPTION = Pattern.compile("--[a-z]+(?:-[a-z]+)*");
    private static final Pattern TOOL_ROW = Pattern.compile("(?m)^\\| `([a-z_]+)` \\|");

    @TempDir
    Path home;

    /** Tests run in the folder of their module. */
    private static String readme() throws IOException {
        return Files.readString(Path.of("..", "README.md"));
    }

    private static String between(String begin, String end) throws IOException {
        String text = readme();
        int from = text.indexOf(begin);
        int to = text.indexOf(end, from);
        assertThat(from).as(begin).isNotNegative();
        assertThat(to).as(end).isGreaterThan(from);
        return text.substring(from, to);
    }

    private static List<String> options(String text) {
        return OPTION.matcher(text).results().map(MatchResult::group).distinct().toList();
    }

    @Test
    void everyOptionIsInItsTable() throws IOException {
        List<String> told = between("| option |", "\n\n")
                .lines()
                .filter(line -> line.startsWith("| `--"))
                .flatMap(line -> options(line.substring(0, line.indexOf("` |"))).stream())
                .toList();
        assertThat(told)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        options(new Program(home).run("", "--help").out()));
    }

    @Test
    void everyToolIsInTheGroupsThatGetIt() throws IOException {
        List<String> workers = tools("Worker: ", "Worker and planner.");
        List<String> shared = tools("Worker and planner.", "Planner: ");
        List<String> planners = tools("Planner: ", "Operator: ");
        List<String> operators = tools("Operator: ", "In no part, ");
        List<String> others = tools("In no part, ", "## Not yet");
        assertGets(Toolset.WORKER, List.of(workers, shared));
        assertGets(Toolset.PLANNER, List.of(shared, planners));
        assertGets(Toolset.OPERATOR, List.of(shared, planners, operators));
        assertGets(Toolset.ALL, List.of(workers, shared, planners, operators, others));
    }

    private static List<String> tools(String begin, String end) throws IOException {
        return TOOL_ROW.matcher(between("\n" + begin, "\n" + end))
                .results()
                .map(row -> row.group(1))
                .toList();
    }

    private static void assertGets(Toolset toolset, List<List<String>> groups) {
        assertThat(groups.stream().flatMap(List::stream))
                .containsExactlyInAnyOrderElementsOf(ToolSelection.of(toolset).names());
    }
}
