package dev.parallelmcp.core.store.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Path;

/** A file system of a test's own, where mounting one is permitted; elsewhere the test is skipped. */
final class Mount implements AutoCloseable {
    private final Path at;

    private Mount(Path at) {
        this.at = at;
    }

    /** A disk of this size. */
    static Mount small(Path at, int bytes) {
        demand("mount", "-t", "tmpfs", "-o", "size=" + bytes, "tmpfs", at.toString());
        return new Mount(at);
    }

    /** The same folder again, which can only be read there. */
    static Mount readOnly(Path folder, Path at) {
        demand("mount", "--bind", folder.toString(), at.toString());
        Mount mount = new Mount(at);
        try {
            demand("mount", "-o", "remount,ro,bind", at.toString());
            return mount;
        } catch (RuntimeException e) {
            mount.close();
            throw e;
        }
    }

    /** Nobody, root included, can write to the file any more, whoever has it open. */
    static void freeze(Path file) {
        demand("chattr", "+i", file.toString());
    }

    static void thaw(Path file) {
        demand("chattr", "-i", file.toString());
    }

    private static void demand(String... command) {
        String reason = run(command);
        if (!reason.isEmpty()) {
            abort(String.join(" ", command) + " is not permitted here: " + reason);
        }
    }

    /** Empty when it succeeded. */
    private static String run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
            return process.waitFor() == 0 ? "" : output + " (" + process.exitValue() + ")";
        } catch (IOException e) {
            return "there is no such program";
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        // Lazily: what the store has open goes when it is closed.
        String failure = run("umount", "-l", at.toString());
        if (!failure.isEmpty()) {
            throw new AssertionError(failure);
        }
    }
}
