package dev.parallelmcp.server.cli;

import dev.parallelmcp.server.bench.BenchOptions;
import dev.parallelmcp.server.bench.Scale;
import dev.parallelmcp.server.bench.ServerCommand;
import dev.parallelmcp.server.bench.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where and how largely it is measured, and how it is told. */
final class BenchSettings {

    /** A word, or several between quotation marks. */
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = "--db",
            paramLabel = "<folder>",
            description = "Where to make the databases; made when missing. Default: among the temporary files.")
    private @Nullable String place;

    @Option(names = "--quick", description = "Small sizes and, with all, one round: for a look.")
    private boolean quick;

    @Option(names = "--tasks", paramLabel = "<n>", description = "How many tasks. Default: what the workload needs.")
    private @Nullable Integer tasks;

    @Option(
            names = "--rounds",
            paramLabel = "<n>",
            description = "How many times to measure; the median is told. Default: 1; with all 5.")
    private @Nullable Integer rounds;

    @Option(
            names = "--warm-up",
            paramLabel = "<n>",
            description = "How many tasks before anything is measured. Default: what the workload needs.")
    private @Nullable Integer warmUp;

    @Option(
            names = "--backlog",
            paramLabel = "<n>",
            description = "How many tasks stand beside those of flat. Default: 1000000; with --quick 20000.")
    private @Nullable Integer backlog;

    @Option(
            names = "--server-command",
            paramLabel = "<command>",
            description = "What starts a server for stdio and wake; \"...\" keeps a path with spaces together."
                    + " Default: this program.")
    private @Nullable String serverCommand;

    @Option(names = "--json", description = "Print each line as JSON.")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    @SuppressWarnings("UnusedVariable") // picocli looks at it.
    private boolean help;

    BenchSession session(Surroundings surroundings) {
        BenchOptions options = usage().valid(() -> new BenchOptions(
                quick ? Scale.QUICK : Scale.WHOLE,
                optional(tasks),
                optional(rounds),
                optional(warmUp),
                optional(backlog)));
        return new BenchSession(
                surroundings,
                usage().place(place, "a folder", Workspace::refuse),
                server(surroundings),
                options,
                json ? RowForm.JSON : RowForm.TABLE);
    }

    private ServerCommand server(Surroundings surroundings) {
        if (serverCommand == null) {
            return surroundings.program().get()::wholeCommand;
        }
        List<String> words =
                WORD.matcher(serverCommand).results().map(BenchSettings::word).toList();
        if (words.isEmpty()) {
            throw usage().misused("--server-command: given blank text, name a command");
        }
        return (temporary, arguments) -> {
            List<String> command = new ArrayList<>(words);
            command.addAll(arguments);
            return command;
        };
    }

    private static String word(MatchResult match) {
        return match.group(1) == null ? match.group(2) : match.group(1);
    }

    private static OptionalInt optional(@Nullable Integer given) {
        return given == null ? OptionalInt.empty() : OptionalInt.of(given);
    }

    private Usage usage() {
        return Usage.of(command);
    }
}
