package dev.parallelmcp.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parallelmcp.server.cli.CommandLines;
import dev.parallelmcp.server.cli.Surroundings;
import dev.parallelmcp.server.mcp.Lazy;
import dev.parallelmcp.server.process.ServerProgram;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;

/** The program. Here, and only here, it meets the process's streams, clock, chance and end. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        // Standard output belongs to the protocol: whatever prints by habit must not reach it.
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        System.setOut(System.err);
        SqliteDriver driver = SqliteDriver.preparing();

        Lazy<SecureRandom> chance = Lazy.of(SecureRandom::new);
        AtomicBoolean done = new AtomicBoolean();
        Surroundings surroundings = new Surroundings(
                System.in,
                out,
                new PrintWriter(System.err, true, UTF_8),
                System.getenv(),
                System.getProperties(),
                version(),
                InstantSource.system(),
                () -> chance.get().nextDouble(),
                driver::await,
                // Left to itself a JVM keeps what it once needed.
                System::gc,
                work -> Runtime.getRuntime()
                        .addShutdownHook(new Thread(() -> shutdown(work, done, driver), "shutdown")),
                Main::program);
        int exitCode = execute(surroundings, arguments);
        done.set(true);
        // What it is still making would be left behind.
        driver.await();
        System.exit(exitCode);
    }

    /** What even the command line does not catch, as the end of the memory, must not look like a good end. */
    private static int execute(Surroundings surroundings, String... arguments) {
        try {
            return CommandLines.execute(surroundings, arguments);
        } catch (OutOfMemoryError e) {
            surroundings
                    .err()
                    .println("parallel-mcp: stopped, for the memory does not suffice; everything acknowledged is kept;"
                            + " start it with more, as java -Xmx512m -jar ...");
            return 1;
        } catch (Throwable e) {
            surroundings
                    .err()
                    .println("parallel-mcp: stopped by " + e.getClass().getName());
            return 1;
        }
    }

    /** Without an answer of the work this looks like no good end. */
    private static void shutdown(IntSupplier work, AtomicBoolean done, SqliteDriver driver) {
        if (!done.get()) {
            int exitCode = 1;
            try {
                exitCode = work.getAsInt();
                driver.delete();
            } finally {
                Runtime.getRuntime().halt(exitCode);
            }
        }
    }

    private static ServerProgram program() {
        String java = ProcessHandle.current().info().command().orElse("java");
        return ServerProgram.of(java, System.getProperty("java.class.path"), Main.class.getName(), System.getenv());
    }

    /** From the manifest of the jar. */
    private static String version() {
        return Objects.requireNonNullElse(Main.class.getPackage().getImplementationVersion(), "development");
    }
}
