package dev.parallelmcp.schema;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** The JSON files under one folder of the class path. */
final class SchemaResources {

    private final String folder;

    /** @param folder absolute, with a slash at both ends */
    SchemaResources(String folder) {
        this.folder = folder;
    }

    /**
     * The object in a file.
     *
     * @throws IllegalStateException when the file is missing or not a JSON object; its message names the file
     */
    Map<String, Object> read(String path) {
        try (InputStream in = SchemaResources.class.getResourceAsStream(folder + path)) {
            if (in == null) {
                throw new IllegalStateException("schema file " + path + " is missing from the package");
            }
            return JsonFile.read(in);
        } catch (IOException e) {
            throw new IllegalStateException("schema file " + path + " is not a readable JSON object", e);
        }
    }
}
