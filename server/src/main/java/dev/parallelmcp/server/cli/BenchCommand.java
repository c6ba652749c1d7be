package dev.parallelmcp.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parallelmcp.core.store.sqlite.Durability;
import dev.parallelmcp.server.bench.Bench;
import dev.parallelmcp.server.bench.BenchOptions;
import dev.parallelmcp.server.bench.BenchStoppedException;
import dev.parallelmcp.server.bench.Row;
import dev.parallelmcp.server.bench.RowText;
import dev.parallelmcp.server.bench.Workload;
import dev.parallelmcp.server.bench.Workspace;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures how fast the program is on this machine. */
@Command(
        name = "bench",
        description = {
            "Measures on this machine how fast the program is, and how fast the database alone would be.",
            "It makes databases of its own and takes them away."
        })
final class BenchCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec command;

    @Option(
            names = "--db",
            paramLabel = "<folder>",
            description = "Where to make the databases. Default: among the temporary files.")
    private @Nullable String place;

    @Option(names = "--workload", paramLabel = "<name>", description = "What to measure.")
    private @Nullable String workload;

    @Option(names = "--tasks", paramLabel = "<n>", description = "How many tasks. Default: what the workload needs.")
    private @Nullable Integer tasks;

    @Option(
            names = "--workers",
            paramLabel = "<n>",
            defaultValue = "1",
            description = "How many threads. Default: ${DEFAULT-VALUE}.")
    private int workers;

    @Option(
            names = "--durability",
            paramLabel = "full|normal",
            defaultValue = "full",
            description = "How the databases are written. Default: ${DEFAULT-VALUE}.")
    private Durability durability = Durability.FULL;

    @Option(
            names = "--rounds",
            paramLabel = "<n>",
            defaultValue = "1",
            description = "How many times to measure; the median is told. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--warm-up",
            paramLabel = "<n>",
            description = "How many tasks before anything is measured. Default: what the workload needs.")
    private @Nullable Integer warmUp;

    @Option(names = "--json", description = "Print each line as JSON.")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    @SuppressWarnings("UnusedVariable") // picocli looks at it.
    private boolean help;

    BenchCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Workload chosen = workload();
        BenchOptions options = options();
        Optional<Path> named = place();
        PrintWriter out = new PrintWriter(surroundings.out(), false, UTF_8);
        try (Workspace workspace = Workspace.open(named)) {
            if (!json) {
                out.println(RowText.head());
                out.flush();
            }
            new Bench(workspace, row -> print(row, out)).run(chosen, options);
            return ExitCode.OK;
        } catch (BenchStoppedException e) {
            say(Objects.toString(e.getMessage()));
            return ExitCode.SOFTWARE;
        } catch (IOException e) {
            say("the files gave trouble: " + e.getMessage());
            return ExitCode.SOFTWARE;
        }
    }

    private void print(Row row, PrintWriter out) {
        out.println(json ? RowText.json(row) : RowText.line(row));
        out.flush();
    }

    private Workload workload() {
        String names = Arrays.stream(Workload.values()).map(Workload::wireName).collect(Collectors.joining(", "));
        if (workload == null) {
            throw misused("bench: name what to measure, --workload " + names);
        }
        return Workload.of(workload).orElseThrow(() -> misused("--workload: given " + workload + ", allowed " + names));
    }

    private BenchOptions options() {
        try {
            return new BenchOptions(
                    optional(tasks), workers, durability, rounds, optional(warmUp), BenchOptions.DEFAULT_BACKLOG);
        } catch (IllegalArgumentException e) {
            throw misused(Objects.toString(e.getMessage()));
        }
    }

    private static OptionalInt optional(@Nullable Integer given) {
        return given == null ? OptionalInt.empty() : OptionalInt.of(given);
    }

    private Optional<Path> place() {
        if (place == null) {
            return Optional.empty();
        }
        if (place.isBlank()) {
            throw misused("--db: given blank text, name a folder");
        }
        try {
            Path named = Path.of(place);
            Workspace.refuse(named).ifPresent(problem -> {
                throw misused("--db: " + problem);
            });
            return Optional.of(named);
        } catch (InvalidPathException e) {
            throw misused("--db: given " + place + ", which is not a path");
        }
    }

    private ParameterException misused(String problem) {
        return new ParameterException(
                Objects.requireNonNull(command, "a command is run by its command line")
                        .commandLine(),
                problem);
    }

    private void say(String line) {
        surroundings.err().println("bench: " + line);
        surroundings.err().flush();
    }
}
