package dev.parallelmcp.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Where a user's data belongs, by the convention of the operating system. */
final class DataFolder {

    private static final String NAME = "parallel-mcp";
    private static final String OWNER_ONLY = "rwx------";

    private final Map<String, String> environment;
    private final Properties system;

    DataFolder(Surroundings surroundings) {
        this.environment = surroundings.environment();
        this.system = surroundings.system();
    }

    Path path() {
        String os = system.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        Path home = Path.of(system.getProperty("user.home", "."));
        if (os.startsWith("windows")) {
            return absolute("LOCALAPPDATA", home.resolve("AppData").resolve("Local"));
        }
        if (os.startsWith("mac")) {
            return home.resolve("Library").resolve("Application Support").resolve(NAME);
        }
        return absolute("XDG_DATA_HOME", home.resolve(".local").resolve("share"));
    }

    /** The convention says that a relative path there is to be ignored. */
    private Path absolute(String variable, Path fallback) {
        @Nullable String given = environment.get(variable);
        Path base = given == null || given.isBlank() ? fallback : Path.of(given);
        return (base.isAbsolute() ? base : fallback).resolve(NAME);
    }

    /** Makes a folder, closed to everybody else, unless there is one. */
    static void create(Path folder) throws IOException {
        FileAttribute<?>[] attributes =
                folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY))
                        }
                        : new FileAttribute<?>[0];
        Files.createDirectories(folder, attributes);
    }
}
