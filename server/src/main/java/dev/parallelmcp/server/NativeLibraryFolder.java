package dev.parallelmcp.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A temporary folder of this process for SQLite's native library, which the driver unpacks there. The driver clears up
 * only when the process ends by itself; a server ends by a signal more often, and would leave a megabyte each time.
 */
final class NativeLibraryFolder {

    private static final String DRIVER_PROPERTY = "org.sqlite.tmpdir";

    private final Optional<Path> folder;

    private NativeLibraryFolder(Optional<Path> folder) {
        this.folder = folder;
    }

    /** To be called before the driver is used. Whoever has named a folder for the driver keeps it. */
    static NativeLibraryFolder create() {
        if (System.getProperty(DRIVER_PROPERTY) != null) {
            return new NativeLibraryFolder(Optional.empty());
        }
        try {
            Path folder = Files.createTempDirectory("parallel-mcp-");
            // Deleted after what the driver registers later, so that it is empty by then.
            folder.toFile().deleteOnExit();
            System.setProperty(DRIVER_PROPERTY, folder.toString());
            return new NativeLibraryFolder(Optional.of(folder));
        } catch (IOException e) {
            // The driver will meet the same obstacle, and the store says what to do about it.
            return new NativeLibraryFolder(Optional.empty());
        }
    }

    /** Takes the folder away where the system lets go of a library that is in use. */
    void delete() {
        if (folder.isEmpty()) {
            return;
        }
        try (Stream<Path> files = Files.list(folder.get())) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder.get());
        } catch (IOException e) {
            // Windows keeps a loaded library; its own clean-up of temporary files takes it.
            folder.get().toFile().deleteOnExit();
        }
    }
}
