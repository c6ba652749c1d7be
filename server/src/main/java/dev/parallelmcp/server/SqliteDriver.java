package dev.parallelmcp.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.sqlite.SQLiteConnectionConfig;

/**
 * Makes SQLite's driver ready beside what else there is to do at the start.
 *
 * <p>Its native library is put in a temporary folder of this process. The driver unpacks it there where we do not, but
 * takes long: it compares byte by byte what it has written. It also clears up only when the process ends by itself; a
 * server ends by a signal more often, and would leave a megabyte each time.
 */
final class SqliteDriver {

    private static final String FOLDER_PROPERTY = "org.sqlite.tmpdir";
    private static final String PATH_PROPERTY = "org.sqlite.lib.path";
    private static final String NAME_PROPERTY = "org.sqlite.lib.name";

    private final Thread preparing = new Thread(this::prepare, "prepare-sqlite");
    private volatile Optional<Path> folder = Optional.empty();

    private SqliteDriver() {}

    /** Begins. */
    static SqliteDriver preparing() {
        SqliteDriver driver = new SqliteDriver();
        driver.preparing.setDaemon(true);
        // Whoever opens a database meets the same obstacle, and knows what to do about it.
        driver.preparing.setUncaughtExceptionHandler((failed, e) -> {});
        driver.preparing.start();
        return driver;
    }

    /** Waits until it is ready, or as ready as it can be made. */
    void await() {
        try {
            preparing.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void prepare() {
        // Whoever has named a place for the library keeps it.
        if (System.getProperty(FOLDER_PROPERTY) == null && System.getProperty(PATH_PROPERTY) == null) {
            unpack();
        }
        // What every connection begins with: for its formats of dates Java reads the data of the locale.
        SQLiteConnectionConfig unused = SQLiteConnectionConfig.fromPragmaTable(new Properties());
    }

    private void unpack() {
        try {
            Path own = Files.createTempDirectory("parallel-mcp-");
            folder = Optional.of(own);
            // Deleted after what is registered later, so that it is empty by then.
            own.toFile().deleteOnExit();
            System.setProperty(FOLDER_PROPERTY, own.toString());
            unpackInto(own);
        } catch (IOException e) {
            // The driver will meet it too, and the store says what to do about it.
            return;
        }
    }

    private static void unpackInto(Path own) throws IOException {
        String name = System.mapLibraryName("sqlitejdbc");
        Path file = own.resolve(name);
        file.toFile().deleteOnExit();
        Optional<String> place = NativePlatform.folder(System.getProperties());
        try (InputStream in = Main.class.getResourceAsStream(place.orElse("") + "/" + name)) {
            if (in != null) {
                Files.copy(in, file);
                System.setProperty(NAME_PROPERTY, name);
                System.setProperty(PATH_PROPERTY, own.toString());
            }
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /** Takes the folder away where the system lets go of a library that is in use. */
    void delete() {
        await();
        if (folder.isEmpty()) {
            return;
        }
        Path own = folder.get();
        try (Stream<Path> files = Files.list(own)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(own);
        } catch (IOException e) {
            // Windows keeps a loaded library; its own clean-up of temporary files takes it.
            own.toFile().deleteOnExit();
        }
    }
}
