package dev.parallelmcp.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.store.sqlite.SqliteStore;
import dev.parallelmcp.server.demo.Demo;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

/** Shows on a temporary database what the core does, and takes the database away again. */
@Command(
        name = "demo",
        description = "Runs 60 tasks with dependencies, failures and retries over 4 workers on a temporary database.")
final class DemoCommand implements Callable<Integer> {

    private static final String NEXT = """

            What to try next:
              serve a client    java -jar parallel-mcp-server.jar --db state.sqlite
              every option      java -jar parallel-mcp-server.jar --help
              by hand           echo '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":\
            "2025-06-18","capabilities":{},"clientInfo":{"name":"me","version":"1"}}}' \
            | java -jar parallel-mcp-server.jar --db state.sqlite
              client entries    README.md, Clients\
            """;

    private final Surroundings surroundings;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    @SuppressWarnings("UnusedVariable") // picocli looks at it.
    private boolean help;

    DemoCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        PrintWriter out = new PrintWriter(surroundings.out(), false, UTF_8);
        Path folder = Files.createTempDirectory("parallel-mcp-demo");
        try (Orchestrator orchestrator = open(folder.resolve("state.sqlite"))) {
            surroundings.atShutdown().accept(() -> interrupted(orchestrator, folder));
            boolean completed = new Demo(orchestrator, out, Ansi.AUTO.enabled()).run();
            out.println(NEXT);
            return completed ? ExitCode.OK : ExitCode.SOFTWARE;
        } finally {
            out.flush();
            delete(folder);
        }
    }

    private Orchestrator open(Path file) {
        return Orchestrator.builder(
                        SqliteStore.builder(file).clock(surroundings.clock()).open())
                .random(surroundings.random())
                .build();
    }

    /** The workers may still be at it; the database goes all the same. */
    private static int interrupted(Orchestrator orchestrator, Path folder) {
        orchestrator.close();
        try {
            delete(folder);
        } catch (IOException e) {
            folder.toFile().deleteOnExit();
        }
        return ExitCode.OK;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
