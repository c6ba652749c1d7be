package dev.parallelmcp.schema;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** The JSON files under one folder of the class path. */
final class SchemaResources {

    private static final ObjectReader JSON_OBJECT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(new TypeReference<Map<String, Object>>() {});

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
            return JSON_OBJECT.readValue(in);
        } catch (IOException e) {
            throw new IllegalStateException("schema file " + path + " is not a readable JSON object", e);
        }
    }
}
