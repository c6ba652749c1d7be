package dev.parallelmcp.core.store.sqlite;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.store.jdbc.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether the path of a database still leads to the file that was opened. SQLite does not ask: it goes on in a file that
 * was deleted, moved away or replaced, and what it writes there is lost to everybody who opens the path.
 *
 * <p>Asking takes a microsecond and opens no descriptor. As long as a connection has the file open, the system gives its
 * number to no other file. Where a file system has no such numbers, nothing is asked. Thread-safe.
 */
final class FileIdentity {

    /** Of a database that has no file, which cannot go missing. */
    static final FileIdentity NONE = new FileIdentity(Path.of(""), null);

    private static final String UNTIL_THEN = "; until then nothing is read or written here";

    private final Path path;
    private final @Nullable Object key;

    private FileIdentity(Path path, @Nullable Object key) {
        this.path = path;
        this.key = key;
    }

    /** The file that is at this path now. To be asked for before it is opened. */
    static FileIdentity of(Path path) {
        try {
            return new FileIdentity(path, attributes(path).fileKey());
        } catch (IOException e) {
            throw unavailable("the database file cannot be reached", e);
        }
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class);
    }

    /** Refuses with STORE_UNAVAILABLE when the file is not where it was. To be asked before anything is read or written. */
    void requireInPlace() {
        OrchestratorException trouble = trouble();
        if (trouble != null) {
            throw trouble;
        }
    }

    boolean isInPlace() {
        return trouble() == null;
    }

    private @Nullable OrchestratorException trouble() {
        if (key == null) {
            return null;
        }
        BasicFileAttributes now;
        try {
            now = attributes(path);
        } catch (NoSuchFileException e) {
            return unavailable(
                    "the database file was deleted or moved away while it was open; put it back, or stop all servers that"
                            + " had it open: the next one to start begins with an empty database"
                            + UNTIL_THEN,
                    e);
        } catch (IOException e) {
            return unavailable("the database file cannot be reached; mend the access to its folder" + UNTIL_THEN, e);
        }
        if (!key.equals(now.fileKey())) {
            return unavailable(
                    "the database file was replaced by another while it was open; put the first one back, or stop all"
                            + " servers that had it open: the next one to start uses the other"
                            + UNTIL_THEN,
                    null);
        }
        if (now.size() == 0) {
            return unavailable(
                    "the database file was emptied while it was open; stop the server and restore a copy" + UNTIL_THEN,
                    null);
        }
        return null;
    }

    /** To be asked after a commit and before it is acknowledged. */
    void requireCommitInPlace() {
        try {
            requireInPlace();
        } catch (OrchestratorException e) {
            throw unavailable(
                    e.message() + "; this happened during the call, so whether it took effect is not known: read the"
                            + " record before you repeat it",
                    e);
        }
    }

    /** Opens a connection and makes sure that it leads to this file. */
    Session connect(Supplier<Session> connecting) {
        requireInPlace();
        Session session = open(connecting);
        try {
            requireInPlace();
            return session;
        } catch (OrchestratorException e) {
            session.close();
            throw e;
        }
    }

    /** A file that goes missing meanwhile fails SQLite in one way or another; the reason is told instead. */
    private Session open(Supplier<Session> connecting) {
        try {
            return connecting.get();
        } catch (OrchestratorException e) {
            requireInPlace();
            throw e;
        }
    }

    private static OrchestratorException unavailable(String message, @Nullable Exception cause) {
        OrchestratorException.Builder failure = OrchestratorException.builder(ErrorCode.STORE_UNAVAILABLE, message);
        return cause == null ? failure.build() : failure.cause(cause).build();
    }
}
