package dev.parallelmcp.server.cli;

import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.engine.OrchestratorBuilder;
import dev.parallelmcp.core.engine.OrchestratorOptions;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.request.ListRunsRequest;
import dev.parallelmcp.core.store.Store;
import dev.parallelmcp.core.store.sqlite.Durability;
import dev.parallelmcp.core.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which database and how: the same for every command that needs one. */
final class StoreOptions {

    private static final String DATABASE_VARIABLE = "PARALLEL_MCP_DB";
    private static final String IN_MEMORY = ":memory:";
    private static final String FILE_NAME = "state.sqlite";

    /** What stands for a character that could not be decoded. */
    private static final char UNREADABLE = '\ufffd';

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = "--db",
            paramLabel = "<file>",
            description = {
                "The SQLite database; created when missing. :memory: keeps nothing.",
                "Default: $" + DATABASE_VARIABLE + ", else " + FILE_NAME + " in your data folder."
            })
    private @Nullable String database;

    @Option(
            names = "--namespace",
            paramLabel = "<name>",
            description = "Show this namespace and nothing else; new runs are in it. Default: all.")
    private @Nullable String namespace;

    @Option(
            names = "--durability",
            paramLabel = "full|normal",
            defaultValue = "full",
            description =
                    "full: an acknowledged change survives a power cut. normal: faster, survives a killed process.")
    private Durability durability = Durability.FULL;

    @Option(
            names = "--busy-timeout-ms",
            paramLabel = "<ms>",
            defaultValue = "30000",
            description = "How long to wait for a database that others have locked. Default: ${DEFAULT-VALUE}.")
    private long busyTimeoutMs;

    @Mixin
    private EngineOptions engine = new EngineOptions();

    /**
     * Opens the database.
     *
     * @throws CannotOpenException when it cannot be opened
     * @throws ParameterException when an option has a value that is not allowed
     */
    Orchestrator open(Surroundings surroundings, Access access) throws CannotOpenException {
        refuseUnreadableNamespace();
        OrchestratorOptions options = orchestratorOptions();
        OrchestratorBuilder builder = Orchestrator.builder(store(surroundings, access))
                .options(options)
                .random(surroundings.random());
        return (namespace == null ? builder : builder.namespace(namespace)).build();
    }

    /** In a locale such as C the JVM puts one character for all that are not ASCII: many names would become the same. */
    private void refuseUnreadableNamespace() {
        if (namespace != null && namespace.indexOf(UNREADABLE) >= 0) {
            throw new ParameterException(
                    commandLine(),
                    "--namespace: holds characters that this locale cannot pass on; set LC_ALL to one with UTF-8");
        }
    }

    private OrchestratorOptions orchestratorOptions() {
        try {
            if (busyTimeoutMs < 0) {
                throw OrchestratorException.invalidArgument(
                        "busyTimeoutMs", "given " + busyTimeoutMs + ", allowed from 0");
            }
            // Here, since wrong usage should not open, and so create, a database.
            Optional.ofNullable(namespace)
                    .ifPresent(name -> ListRunsRequest.builder().namespace(name).build());
            return engine.options();
        } catch (OrchestratorException e) {
            throw new ParameterException(commandLine(), asOption(e.message()));
        }
    }

    private CommandLine commandLine() {
        if (command == null) {
            throw new IllegalStateException("options are read by a command");
        }
        return command.commandLine();
    }

    /** The core names an option as Java does: leaseMs is --lease-ms here. */
    private static String asOption(String message) {
        int end = message.indexOf(':');
        return "--" + message.substring(0, end).replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT)
                + message.substring(end);
    }

    private Store store(Surroundings surroundings, Access access) throws CannotOpenException {
        if (database != null && database.isBlank()) {
            throw new ParameterException(commandLine(), "--db: given blank text, name a file or :memory:");
        }
        String given = database == null ? surroundings.environment().get(DATABASE_VARIABLE) : database;
        if (given == null || given.isBlank()) {
            return defaultStore(surroundings, access);
        }
        if (!given.equals(IN_MEMORY)) {
            return open(file(path(given), access), given, surroundings);
        }
        if (access == Access.READ_ONLY) {
            throw new ParameterException(
                    commandLine(), "--read-only: there is nothing to read in :memory:, name a file");
        }
        return open(SqliteStore.inMemoryBuilder(), given, surroundings);
    }

    private static SqliteStore.Builder file(Path path, Access access) {
        SqliteStore.Builder builder = SqliteStore.builder(path);
        return switch (access) {
            case READ_WRITE -> builder;
            case READ_ONLY -> builder.readOnly();
        };
    }

    private static Path path(String given) throws CannotOpenException {
        try {
            return Path.of(given);
        } catch (InvalidPathException e) {
            throw new CannotOpenException(given, "this is not a path", e);
        }
    }

    private Store defaultStore(Surroundings surroundings, Access access) throws CannotOpenException {
        Path folder = new DataFolder(surroundings).path();
        Path file = folder.resolve(FILE_NAME);
        if (access == Access.READ_WRITE) {
            create(folder, file);
        }
        Store store = open(file(file, access), file.toString(), surroundings);
        surroundings
                .err()
                .println("parallel-mcp: " + (access == Access.READ_ONLY ? "reading" : "keeping") + " state in " + file);
        surroundings.err().flush();
        return store;
    }

    private static void create(Path folder, Path file) throws CannotOpenException {
        try {
            DataFolder.create(folder);
        } catch (IOException e) {
            throw new CannotOpenException(file.toString(), "its folder cannot be created", e);
        }
    }

    private Store open(SqliteStore.Builder builder, String place, Surroundings surroundings)
            throws CannotOpenException {
        surroundings.awaitDriver().run();
        try {
            return builder.clock(surroundings.clock())
                    .durability(durability)
                    .busyTimeout(Duration.ofMillis(busyTimeoutMs))
                    .open();
        } catch (OrchestratorException e) {
            throw new CannotOpenException(place, e.message(), e);
        }
    }
}
