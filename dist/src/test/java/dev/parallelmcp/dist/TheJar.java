package dev.parallelmcp.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** The jar under test and the java that runs it. */
final class TheJar {

    static final long PATIENCE_SECONDS = 60;

    private TheJar() {}

    static String java() {
        return property("parallelmcp.java");
    }

    static String path() {
        return property("parallelmcp.jar");
    }

    static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(java(), "-jar", path()));
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    /** The same with a folder of its own for temporary files. */
    static List<String> command(Path temporary, String... arguments) {
        List<String> command = new ArrayList<>(List.of(java(), "-Djava.io.tmpdir=" + temporary, "-jar", path()));
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    /** No file is in its folder for temporary files, and no process that was given it is left. */
    static void assertNothingLeft(Path temporary) {
        assertThat(temporary).isEmptyDirectory();
        assertThat(ProcessHandle.allProcesses().map(ProcessHandle::info).flatMap(info -> info.commandLine().stream()))
                .noneMatch(line -> line.contains(temporary.toString()));
    }

    /** What a finished process left behind. */
    record Finished(int exitCode, String stdout, String stderr) {}

    /** Runs the jar with this standard input until it ends. */
    static Finished run(String stdin, String... arguments) {
        return finish(new ProcessBuilder(command(arguments)), stdin);
    }

    static Finished finish(ProcessBuilder builder, String stdin) {
        return finish(builder, stdin, PATIENCE_SECONDS);
    }

    static Finished finish(ProcessBuilder builder, String stdin, long patienceSeconds) {
        try {
            Process process = builder.start();
            CompletableFuture<String> stdout = readAll(process.getInputStream());
            CompletableFuture<String> stderr = readAll(process.getErrorStream());
            write(process, stdin);
            if (!process.waitFor(patienceSeconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("did not end within " + patienceSeconds + " s; stderr: " + stderr.join());
            }
            return new Finished(process.exitValue(), stdout.join(), stderr.join());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** A process that refuses its arguments ends without reading: then its exit code and stderr tell, not this. */
    private static void write(Process process, String stdin) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(stdin.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            assertThat(process.onExit()).succeedsWithin(Duration.ofSeconds(PATIENCE_SECONDS));
        }
    }

    static CompletableFuture<String> readAll(InputStream stream) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (stream) {
                        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                threadFor("read all"));
    }

    /** A thread for each task: reading blocks, and with many processes a shared pool would have none left. */
    static Executor threadFor(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            thread.start();
        };
    }

    static String property(String name) {
        return Objects.requireNonNull(System.getProperty(name), () -> name + " is set by the build");
    }
}
