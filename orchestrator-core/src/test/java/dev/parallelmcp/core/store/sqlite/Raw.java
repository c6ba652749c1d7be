package dev.parallelmcp.core.store.sqlite;

import dev.parallelmcp.core.store.jdbc.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The same database without the store: as another program, or an older or newer one, would have it. */
final class Raw {

    private Raw() {}

    static Session connect(Path file) {
        return SqliteConnections.connect(new SqliteFile(file).url());
    }

    /** Runs statements on the file, creating it when there is none. */
    static void script(Path file, String sql) {
        new SqliteFile(file).createIfMissing();
        try (Session session = connect(file)) {
            session.script(sql);
        }
    }

    /** Only for files that nobody has open. */
    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
