package dev.parallelmcp.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * SQLite's native library, in a temporary folder of this process. The driver unpacks it there where we do not, but takes
 * long: it compares byte by byte what it has written. It also clears up only when the process ends by itself; a server
 * ends by a signal more often, and would leave a megabyte each time.
 */
final class NativeLibrary {

    private static final String FOLDER_PROPERTY = "org.sqlite.tmpdir";
    private static final String PATH_PROPERTY = "org.sqlite.lib.path";
    private static final String NAME_PROPERTY = "org.sqlite.lib.name";

    private final Thread unpacking = new Thread(this::unpack, "unpack-sqlite");
    private volatile Optional<Path> folder = Optional.empty();

    private NativeLibrary() {}

    /** Begins to unpack it, beside what else there is to do. Whoever has named a place for the driver keeps it. */
    static NativeLibrary unpacking() {
        NativeLibrary library = new NativeLibrary();
        if (System.getProperty(FOLDER_PROPERTY) == null && System.getProperty(PATH_PROPERTY) == null) {
            library.unpacking.setDaemon(true);
            library.unpacking.start();
        }
        return library;
    }

    /** Waits until the driver can be used. */
    void await() {
        try {
            unpacking.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
            // The driver will meet the same obstacle, and the store says what to do about it.
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
