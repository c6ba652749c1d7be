package dev.parallelmcp.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parallelmcp.core.store.sqlite.Durability;
import dev.parallelmcp.server.drill.Drill;
import dev.parallelmcp.server.drill.Report;
import java.io.PrintWriter;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
        usage().refuseOptionsBefore("drill race --db <file>");
        DrillSession session = new DrillSession(
                surroundings, usage().place(database, "a file", FreshDatabase::refuseUsed), durability, keep);
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

    /** The size of the drill; one that is not allowed is wrong usage. */
    <T> T valid(Supplier<T> options) {
        return usage().valid(options);
    }

    private Usage usage() {
        return Usage.of(command);
    }
}
