package dev.parallelmcp.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parallelmcp.core.store.sqlite.Durability;
import dev.parallelmcp.server.drill.Drill;
import dev.parallelmcp.server.drill.Report;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every drill takes: where it is held, and how it reports. */
final class DrillOptions {

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = "--db",
            paramLabel = "<file>",
            description = "The database to use; it must hold no runs. Default: one in a new temporary folder.")
    private @Nullable String database;

    @Option(names = "--keep", description = "Leave the database there, and say where it is.")
    private boolean keep;

    @Option(
            names = "--durability",
            paramLabel = "full|normal",
            defaultValue = "full",
            description = "How the servers write. Default: ${DEFAULT-VALUE}.")
    private Durability durability = Durability.FULL;

    @Option(names = "--json", description = "Report as JSON.")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    @SuppressWarnings("UnusedVariable") // picocli looks at it.
    private boolean help;

    /** Holds the drill and answers the exit code of the program. */
    int hold(Drill drill, Surroundings surroundings) throws InterruptedException {
        OptionsBefore.refuse(spec(), "drill race --db <file>");
        DrillSession session = new DrillSession(surroundings, place(), durability, keep);
        int exitCode = session.hold(drill);
        session.report().ifPresent(report -> print(report, surroundings));
        return exitCode;
    }

    private void print(Report report, Surroundings surroundings) {
        PrintWriter out = new PrintWriter(surroundings.out(), false, UTF_8);
        if (json) {
            out.println(report.json());
        } else {
            report.lines().forEach(out::println);
        }
        out.flush();
    }

    private Optional<Path> place() {
        if (database == null) {
            return Optional.empty();
        }
        if (database.isBlank()) {
            throw misused("--db: given blank text, name a file");
        }
        try {
            Path file = Path.of(database);
            FreshDatabase.refuseUsed(file).ifPresent(problem -> {
                throw misused("--db: " + problem);
            });
            return Optional.of(file);
        } catch (InvalidPathException e) {
            throw misused("--db: given " + database + ", which is not a path");
        }
    }

    /** The size of the drill; one that is not allowed is wrong usage. */
    <T> T valid(Supplier<T> options) {
        try {
            return options.get();
        } catch (IllegalArgumentException e) {
            throw misused(Objects.toString(e.getMessage()));
        }
    }

    private ParameterException misused(String problem) {
        return new ParameterException(spec().commandLine(), problem);
    }

    private CommandSpec spec() {
        return Objects.requireNonNull(command, "options are read by a command");
    }
}
