package dev.parallelmcp.server.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where a database is made that nobody needs afterwards; closing this, when the database is closed, takes it away. */
record FreshFile(Path path) implements AutoCloseable {

    /** What SQLite keeps beside a database. */
    private static final List<String> BESIDE = List.of("", "-wal", "-shm", "-journal");

    @Override
    public void close() throws IOException {
        for (String suffix : BESIDE) {
            Files.deleteIfExists(Path.of(path + suffix));
        }
    }
}
