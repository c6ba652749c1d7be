package dev.parallelmcp.core.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares text with a file that was reviewed. After a change that is meant, run the test with {@code
 * -Dgolden.folder=src/test/resources/dev/parallelmcp/core/store/sqlite} (in the Surefire argLine) and review the
 * difference.
 */
final class Golden {
    private static final String FOLDER_PROPERTY = "golden.folder";

    private Golden() {}

    static void assertMatches(String name, String actual) {
        String folder = System.getProperty(FOLDER_PROPERTY);
        if (folder != null) {
            write(Path.of(folder, name), actual);
        }
        assertThat(actual).isEqualTo(folder == null ? read(name) : actual);
    }

    private static String read(String name) {
        try (InputStream in = Golden.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
