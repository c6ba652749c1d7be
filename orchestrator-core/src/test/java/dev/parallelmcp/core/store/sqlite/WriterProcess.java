package dev.parallelmcp.core.store.sqlite;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Another process that has the database open: it creates a run for each line that it reads, and says so. */
final class WriterProcess implements AutoCloseable {
    private static final String EMPTY_FILE = "empty the file";

    private final Process process;
    private final PrintStream requests;
    private final BufferedReader answers;

    WriterProcess(Path file) throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path")
                                + File.pathSeparator
                                + System.getProperty("surefire.test.class.path", ""),
                        WriterProcess.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        requests = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Has a run created, and returns when it is committed. */
    void write(String runId) throws IOException {
        requests.println(runId);
        String answer = answers.readLine();
        if (!runId.equals(answer)) {
            throw new AssertionError("the writing process answered " + answer);
        }
    }

    /** Has it cut the file off to nothing, as a shell does that writes to it. */
    void emptyFile() throws IOException {
        write(EMPTY_FILE);
    }

    /** Ends it in the middle of its life: nothing is closed, and the write-ahead log stays. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Lets it close its store and end. */
    void finish() {
        requests.close();
        process.onExit().join();
    }

    @Override
    public void close() {
        finish();
    }

    public static void main(String[] arguments) throws IOException {
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (SqliteStore store = SqliteStore.open(Path.of(arguments[0]))) {
            for (String runId = requests.readLine(); runId != null; runId = requests.readLine()) {
                obey(runId, store, Path.of(arguments[0]));
                System.out.println(runId);
            }
        }
    }

    private static void obey(String request, SqliteStore store, Path file) throws IOException {
        if (request.equals(EMPTY_FILE)) {
            Files.newOutputStream(file).close();
        } else {
            store.write(transaction -> {
                transaction.runs().insert(Rows.run(request));
                return true;
            });
        }
    }
}
