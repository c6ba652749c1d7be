package dev.parallelmcp.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The schema files as they lie in the source, for tests that look past the catalogue. */
final class SchemaFiles {

    private static final Path FOLDER = folder();

    private SchemaFiles() {}

    /** The paths of all JSON files in a folder, relative to the schema folder and in alphabetical order. */
    static List<String> in(String folder) {
        try (Stream<Path> files = Files.walk(FOLDER.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .map(file -> FOLDER.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode read(String path) {
        try {
            return ToolJson.MAPPER.readTree(FOLDER.resolve(path).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() {
        URL catalog = Objects.requireNonNull(ToolCatalog.class.getResource("/dev/parallelmcp/schema/catalog.json"));
        try {
            return Objects.requireNonNull(Path.of(catalog.toURI()).getParent());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
