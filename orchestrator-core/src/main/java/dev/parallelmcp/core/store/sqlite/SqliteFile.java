package dev.parallelmcp.core.store.sqlite;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.store.jdbc.Session;
import dev.parallelmcp.core.store.sqlite.SqliteSchema.Owner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The place of a database in the file system.
 *
 * <p>A file that exists is never opened by Java: on POSIX systems a process loses all its locks on a file when it closes
 * any descriptor of it, and with the lock goes the next commit.
 */
final class SqliteFile {
    /** Nobody else reads payloads; SQLite gives the files beside it the same permissions. */
    private static final String OWNER_ONLY = "rw-------";

    /** Characters that stand for themselves in the path of a URI. */
    private static final String UNRESERVED = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/:";

    /**
     * Held while a file is created, which opens and closes a descriptor: no other store of this process may open the
     * same file meanwhile.
     */
    private static final Object CREATION = new Object();

    private final Path path;

    SqliteFile(Path path) {
        this.path = path.toAbsolutePath();
    }

    /** For a connection that reads and writes and never creates the file. */
    String url() {
        return url("mode=rw");
    }

    /** For a connection that only reads. */
    String readOnlyUrl() {
        return url("mode=ro");
    }

    /** Which file is there now. */
    FileIdentity identity() {
        return FileIdentity.of(path);
    }

    /** Refuses a file that cannot be read, or is not there, before SQLite would say less of it. */
    void requireReadable() {
        if (Files.notExists(path)) {
            throw OrchestratorException.of(
                    ErrorCode.STORE_UNAVAILABLE,
                    "there is no such database file, and none is created for reading only; open it once for writing");
        }
        refuseOddFile();
        if (!Files.isReadable(path)) {
            throw OrchestratorException.of(ErrorCode.STORE_UNAVAILABLE, "the database file cannot be read here");
        }
    }

    /** Whether there is no file, as far as can be told. */
    boolean isMissing() {
        return Files.notExists(path);
    }

    /**
     * The size of the file, or of the one beside it with this ending; 0 when there is none. Opens no descriptor. SQLite
     * follows links: what it puts beside the file is beside the file itself.
     */
    long bytes(String ending) {
        try {
            Path file = isMissing() ? path : path.toRealPath();
            return Files.size(file.resolveSibling(file.getFileName() + ending));
        } catch (IOException e) {
            // It is not there, or went while we asked: either way it takes up nothing.
            return 0;
        }
    }

    /** Runs {@code opening}; where it fails for want of the files that readers and writers share, says what to do. */
    <T> T explainingReadOnlyFolder(Supplier<T> opening) {
        try {
            return opening.get();
        } catch (OrchestratorException e) {
            if (SqliteFailures.isNotWritable(e) && !Files.isWritable(folder())) {
                throw OrchestratorException.builder(
                                ErrorCode.STORE_UNAVAILABLE,
                                "the folder of the database file may only be read here, so the files that SQLite needs"
                                        + " beside it cannot be created; make the folder writable, open the database"
                                        + " while a writer has it open, or read a copy made by SQLite's own means")
                        .cause(e)
                        .build();
            }
            throw e;
        }
    }

    void explainingReadOnlyFolder(Runnable opening) {
        explainingReadOnlyFolder(() -> {
            opening.run();
            return true;
        });
    }

    private Path folder() {
        return Objects.requireNonNullElse(path.getParent(), path);
    }

    /** Creates an empty file, readable by its owner only, unless there is one. */
    void createIfMissing() {
        synchronized (CREATION) {
            try {
                Files.createFile(path, attributes());
            } catch (FileAlreadyExistsException e) {
                refuseUnusable();
            } catch (NoSuchFileException e) {
                throw failure(ErrorCode.STORE_UNAVAILABLE, "the folder of the database file does not exist", e);
            } catch (IOException e) {
                throw failure(ErrorCode.STORE_UNAVAILABLE, "the database file cannot be created", e);
            }
        }
    }

    /** SQLite would open a file that may only be read, and fail at the first write. Asking opens no descriptor. */
    private void refuseUnusable() {
        refuseOddFile();
        if (Files.exists(path) && !Files.isWritable(path)) {
            throw OrchestratorException.of(
                    ErrorCode.STORE_UNAVAILABLE, "the database file may only be read here, not written");
        }
    }

    private void refuseOddFile() {
        if (Files.isDirectory(path)) {
            throw OrchestratorException.of(ErrorCode.STORE_UNAVAILABLE, "the database file is a folder");
        }
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw OrchestratorException.of(ErrorCode.STORE_UNAVAILABLE, "the database file is a device or a pipe");
        }
    }

    private FileAttribute<?>[] attributes() {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY))
        };
    }

    /**
     * Refuses a file that is not ours, without leaving a trace in it or beside it. The first look ignores locks and
     * therefore creates no files, but may come in the middle of another process's first write; only when it finds
     * nothing, or nothing readable, a second one waits its turn.
     */
    void refuseStranger(Patience patience) {
        Owner owner = glance().orElseGet(() -> patience.retry(this::inspect));
        SqliteSchema.refuse(owner);
    }

    private Optional<Owner> glance() {
        try (Session session = SqliteConnections.connect(url("mode=ro&immutable=1"))) {
            SqliteConnections.refuseOldEngine(session);
            return Optional.of(SqliteSchema.owner(session)).filter(owner -> owner != Owner.NOBODY);
        } catch (OrchestratorException e) {
            if (e.code() == ErrorCode.STORE_CORRUPT) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Owner inspect() {
        try (Session session = SqliteConnections.connect(readOnlyUrl())) {
            Transactions.beginRead(session);
            return SqliteSchema.owner(session);
        }
    }

    private String url(String parameters) {
        return "jdbc:sqlite:file:" + encoded() + "?" + parameters;
    }

    /** Percent-encoded, so that no character of a path is taken for the driver's or SQLite's own. */
    private String encoded() {
        String text = path.toString().replace(path.getFileSystem().getSeparator(), "/");
        StringBuilder encoded = new StringBuilder(text.startsWith("/") ? "//" : "///");
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (UNRESERVED.indexOf(octet) >= 0) {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append(String.format("%02X", octet));
            }
        }
        return encoded.toString();
    }

    private static OrchestratorException failure(ErrorCode code, String message, IOException cause) {
        return OrchestratorException.builder(code, message).cause(cause).build();
    }
}
