package dev.parallelmcp.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parallelmcp.server.process.ServerProgram;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.IntSupplier;

/** The program in surroundings that a test made up. */
final class Program {

    final Map<String, String> environment = new HashMap<>();
    final Properties system = new Properties();
    final List<IntSupplier> atShutdown = new ArrayList<>();
    private boolean endsAtOnce;
    final List<Integer> endedWith = new ArrayList<>();

    Program(Path home) {
        system.setProperty("os.name", "Linux");
        system.setProperty("user.home", home.toString());
    }

    /** What the program did with this standard input. */
    Run run(String input, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StringWriter err = new StringWriter();
        int exitCode = CommandLines.execute(surroundings(input, out, err), arguments);
        return new Run(exitCode, out.toString(UTF_8), err.toString());
    }

    Path dataFolder() {
        return new DataFolder(surroundings("", OutputStream.nullOutputStream(), new StringWriter())).path();
    }

    private Surroundings surroundings(String input, OutputStream out, StringWriter err) {
        return new Surroundings(
                new ByteArrayInputStream(input.getBytes(UTF_8)),
                out,
                new PrintWriter(err),
                environment,
                system,
                "1.2.3",
                () -> Instant.parse("2026-01-31T09:30:00Z"),
                () -> 0.5,
                () -> {},
                () -> {},
                this::atShutdown,
                () -> ServerProgram.of(
                        java(), System.getProperty("java.class.path"), "dev.parallelmcp.server.Main", environment));
    }

    /** The process is told to end as soon as there is something to do then. */
    void toldToEndAtOnce() {
        endsAtOnce = true;
    }

    private void atShutdown(IntSupplier work) {
        atShutdown.add(work);
        if (endsAtOnce) {
            endedWith.add(work.getAsInt());
        }
    }

    private static String java() {
        return ProcessHandle.current().info().command().orElseThrow();
    }

    record Run(int exitCode, String out, String err) {}
}
