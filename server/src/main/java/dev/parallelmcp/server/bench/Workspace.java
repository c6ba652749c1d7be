package dev.parallelmcp.server.bench;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder of its own for the databases of a measurement. Closing it takes the folder away with all that is in it; what
 * was there before is never touched. Thread-safe.
 */
public final class Workspace implements AutoCloseable {

    private static final String PREFIX = "parallel-mcp-bench";

    private final Path folder;
    private int databases;
    private boolean closed;

    private Workspace(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes the folder.
     *
     * @param place a folder to make it in, or one that is not there yet and is to be it; else it is among the temporary
     *     files
     */
    public static Workspace open(Optional<Path> place) throws IOException {
        if (place.isEmpty()) {
            return new Workspace(Files.createTempDirectory(PREFIX));
        }
        Path named = place.get().toAbsolutePath();
        return new Workspace(
                Files.isDirectory(named) ? Files.createTempDirectory(named, PREFIX) : Files.createDirectory(named));
    }

    /** Tells why a place cannot be used; changes nothing. */
    public static Optional<String> refuse(Path place) {
        Path parent = place.toAbsolutePath().getParent();
        if (Files.isDirectory(place)) {
            return Optional.empty();
        }
        if (Files.exists(place, NOFOLLOW_LINKS)) {
            return Optional.of(place + " is there already and is no folder; name a folder, or one to be made");
        }
        return parent == null || Files.isDirectory(parent)
                ? Optional.empty()
                : Optional.of("there is no folder " + parent);
    }

    /** For what servers unpack. */
    public Path temporary() throws IOException {
        return Files.createDirectories(folder.resolve("tmp"));
    }

    /** For a database that is not there yet. */
    synchronized FreshFile fresh() throws BenchStoppedException {
        if (closed) {
            throw new BenchStoppedException("told to end");
        }
        return new FreshFile(folder.resolve("bench-" + ++databases + ".sqlite"));
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
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
