package dev.parallelmcp.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The launcher for Linux and macOS with the jar beside it, and the surroundings in which it is started.
 *
 * @param script what is run
 * @param environment all variables that it gets
 */
record Installation(Path script, Map<String, String> environment) {

    private static final long BETWEEN_LOOKS_NANOS = 20_000_000;
    static final String CACHE = "PARALLEL_MCP_CACHE";

    /** Puts launcher and jar into a folder; with the Java that runs the tests, and no cache. */
    static Installation in(Path folder) {
        try {
            Files.createDirectories(folder);
            Path jar = Path.of(TheJar.path());
            for (String name : List.of("parallel-mcp", jar.getFileName().toString())) {
                Files.copy(jar.resolveSibling(name), folder.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Installation(
                folder.resolve("parallel-mcp"),
                Map.of("PATH", System.getenv("PATH"), "JAVA_HOME", javaHome().toString(), CACHE, "off"));
    }

    static Path javaHome() {
        return Path.of(TheJar.java()).toAbsolutePath().getParent().getParent();
    }

    Installation with(String variable, Object value) {
        Map<String, String> changed = new HashMap<>(environment);
        changed.put(variable, value.toString());
        return new Installation(script, changed);
    }

    Installation without(String variable) {
        Map<String, String> changed = new HashMap<>(environment);
        changed.remove(variable);
        return new Installation(script, changed);
    }

    Installation startedAs(Path other) {
        return new Installation(other, environment);
    }

    /** A server on a database in memory that ends with this input. */
    TheJar.Finished serve(String stdin) {
        return run(stdin, "--db", ":memory:");
    }

    TheJar.Finished run(String stdin, String... arguments) {
        return TheJar.finish(process(arguments), stdin);
    }

    ProcessBuilder process(String... arguments) {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder;
    }

    /** What is in the cache. */
    List<Path> cached() {
        Path cache = Path.of(environment.getOrDefault(CACHE, "none"));
        try (Stream<Path> files = Files.exists(cache) ? Files.list(cache) : Stream.empty()) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until servers that were started have left one archive, and nothing else. */
    Path awaitArchive() {
        return await(files -> files.size() == 1 && isArchive(files.get(0))).get(0);
    }

    private static boolean isArchive(Path file) {
        return file.getFileName().toString().matches("classes-java\\d+(-\\d+){3}");
    }

    /** Waits until what is in the cache is so. */
    List<Path> await(Predicate<List<Path>> wanted) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TheJar.PATIENCE_SECONDS);
        List<Path> files = cached();
        while (!wanted.test(files)) {
            assertThat(System.nanoTime()).as("in the cache are %s", files).isLessThan(end);
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
            files = cached();
        }
        return files;
    }

    /** The server served one greeting, and nothing else was said. */
    static void assertServed(TheJar.Finished finished) {
        assertThat(finished.exitCode()).as(finished.stderr()).isZero();
        assertThat(finished.stderr()).isEmpty();
        assertThat(finished.stdout().lines())
                .singleElement()
                .satisfies(line -> assertThat(
                                Lines.reply(line).at("/result/serverInfo/name").asText())
                        .isEqualTo("parallel-mcp-server"));
    }
}
