package dev.parallelmcp.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parallelmcp.core.doctor.Diagnosis;
import dev.parallelmcp.core.store.sqlite.SqliteDoctor;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says whether a database is in order, and what to do if it is not. */
@Command(
        name = "doctor",
        description = {
            "Examines a database while servers use it, and says what is wrong and what to do. It changes nothing.",
            "Exit code: 0 in order, 1 faults found, 2 cannot be examined or wrong usage."
        })
final class DoctorCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--db",
            paramLabel = "<file>",
            description = {"The SQLite database.", "Default: $PARALLEL_MCP_DB, else state.sqlite in your data folder."})
    private @Nullable String database;

    @Option(names = "--json", description = "Print one JSON object, for programs.")
    private boolean json;

    @Option(
            names = "--busy-timeout-ms",
            paramLabel = "<ms>",
            defaultValue = "30000",
            description = "How long to wait for a database that another program has locked. Default: ${DEFAULT-VALUE}.")
    private long busyTimeoutMs;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    @SuppressWarnings("UnusedVariable") // picocli looks at it.
    private boolean help;

    DoctorCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (busyTimeoutMs < 0) {
            throw misused("--busy-timeout-ms: given " + busyTimeoutMs + ", allowed from 0");
        }
        Path file = file();
        Diagnosis diagnosis = SqliteDoctor.of(file)
                .clock(surroundings.clock())
                .busyTimeout(Duration.ofMillis(busyTimeoutMs))
                .examine();
        PrintWriter out = new PrintWriter(surroundings.out(), false, UTF_8);
        if (json) {
            out.println(DiagnosisJson.of(diagnosis, file, surroundings.version()));
        } else {
            new DiagnosisText(out).print(diagnosis, file, surroundings.version());
        }
        out.flush();
        return switch (diagnosis.verdict()) {
            case CLEAN -> ExitCode.OK;
            case FAULTY -> ExitCode.SOFTWARE;
            case UNEXAMINED -> ExitCode.USAGE;
        };
    }

    /** The option may stand before the name of the command as well as behind it. */
    private Path file() {
        Optional<String> given = Stream.of(
                        database, before(), surroundings.environment().get("PARALLEL_MCP_DB"))
                .filter(Objects::nonNull)
                .findFirst();
        if (given.isEmpty()) {
            return new DataFolder(surroundings).path().resolve("state.sqlite");
        }
        if (given.get().isBlank() || given.get().equals(":memory:")) {
            throw misused("--db: given '" + given.get() + "', name the file of a database");
        }
        try {
            return Path.of(given.get());
        } catch (InvalidPathException e) {
            throw misused("--db: given '" + given.get() + "', this is not a path");
        }
    }

    private @Nullable String before() {
        OptionSpec option = spec().parent().findOption("--db");
        return option == null ? null : option.getValue();
    }

    private ParameterException misused(String message) {
        return new ParameterException(spec().commandLine(), message);
    }

    private CommandSpec spec() {
        return Objects.requireNonNull(spec, "a command is run by picocli");
    }
}
