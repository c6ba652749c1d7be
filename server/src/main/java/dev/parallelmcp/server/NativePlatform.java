package dev.parallelmcp.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Where the driver's jar has SQLite's native library for the platforms that nearly everybody has. The driver knows many
 * more, but starts a process to find out which it is on.
 */
final class NativePlatform {

    private static final String ROOT = "/org/sqlite/native/";
    private static final Map<String, String> ARCHITECTURES =
            Map.of("amd64", "x86_64", "x86_64", "x86_64", "aarch64", "aarch64");

    /** Its C library is another one, with a library of its own in the driver's jar. */
    private static final Path ALPINE = Path.of("/etc/alpine-release");

    private NativePlatform() {}

    /** The folder of the library in the class path; empty on a platform that is left to the driver. */
    static Optional<String> folder(Properties system) {
        String architecture = ARCHITECTURES.get(system.getProperty("os.arch", ""));
        String os = system.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (architecture == null) {
            return Optional.empty();
        }
        if (os.equals("linux") && !Files.exists(ALPINE)) {
            return Optional.of(ROOT + "Linux/" + architecture);
        }
        if (os.startsWith("mac")) {
            return Optional.of(ROOT + "Mac/" + architecture);
        }
        return os.startsWith("windows") ? Optional.of(ROOT + "Windows/" + architecture) : Optional.empty();
    }
}
