package dev.parallelmcp.server.drill;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of a drill: its database, and what the servers unpack. Closing it takes away what the drill has made. */
public final class Workplace implements AutoCloseable {

    private static final String FILE_NAME = "state.sqlite";
    /** What SQLite keeps beside a database. */
    private static final List<String> BESIDE = List.of("", "-wal", "-shm", "-journal");

    private final Path folder;
    private final Path temporary;
    private final Path database;
    private final boolean made;
    private boolean kept;
    private boolean closed;

    private Workplace(Path folder, Path database, boolean made) throws IOException {
        this.folder = folder;
        this.database = database;
        this.made = made;
        this.temporary = Files.createDirectory(folder.resolve("tmp"));
    }

    /**
     * Makes what a drill needs.
     *
     * @param named the database to use; else there is one in a new temporary folder
     */
    public static Workplace open(Optional<Path> named) throws IOException {
        Path folder = Files.createTempDirectory("parallel-mcp-drill");
        Path database = named.orElse(folder.resolve(FILE_NAME)).toAbsolutePath();
        return new Workplace(folder, database, Files.notExists(database, NOFOLLOW_LINKS));
    }

    /** The database is to stay. */
    public synchronized void keep() {
        kept = true;
    }

    public Path database() {
        return database;
    }

    Path temporary() {
        return temporary;
    }

    /** Whether the database is still there after {@link #close}. */
    public synchronized boolean stays() {
        return kept || !made;
    }

    /** Has the database looked at, which would make it anew if it were gone: never after {@link #close}. */
    synchronized List<String> problems(DatabaseCheck check) throws DrillStoppedException {
        if (closed) {
            throw new DrillStoppedException("the drill was told to end");
        }
        return check.problems(database);
    }

    /** The servers must have ended. What is gone already is no trouble. */
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        if (!stays()) {
            for (String suffix : BESIDE) {
                Files.deleteIfExists(Path.of(database + suffix));
            }
        }
        delete(kept && database.startsWith(folder) ? temporary : folder);
    }

    private static void delete(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
