package dev.parallelmcp.schema;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a file and puts in place of each {@code $ref} the file that it names, since many clients do not follow
 * references. A reference is a path relative to the file it stands in. Keywords beside it win over those of the file
 * named, as a description or default of one's own; they may narrow what that file allows, never widen it. Not safe for
 * use by several threads.
 */
final class ReferenceInliner {

    private static final String REFERENCE = "$ref";

    private final SchemaResources resources;
    private final Map<String, Map<String, Object>> known = new LinkedHashMap<>();
    private final Deque<String> open = new ArrayDeque<>();

    ReferenceInliner(SchemaResources resources) {
        this.resources = resources;
    }

    /**
     * The object in a file, free of references.
     *
     * @throws IllegalStateException when it or a file it refers to is missing or malformed, or refers to itself
     */
    Map<String, Object> read(String path) {
        Map<String, Object> ready = known.get(path);
        if (ready != null) {
            return ready;
        }
        if (open.contains(path)) {
            throw new IllegalStateException("schema file " + path + " refers to itself");
        }
        open.push(path);
        try {
            Map<String, Object> inlined = inlineObject(resources.read(path), path);
            known.put(path, inlined);
            return inlined;
        } finally {
            open.pop();
        }
    }

    private Map<String, Object> inlineObject(Map<?, ?> object, String path) {
        Map<String, Object> inlined = new LinkedHashMap<>();
        if (object.get(REFERENCE) instanceof String target) {
            inlined.putAll(read(URI.create(path).resolve(target).toString()));
        }
        object.forEach((key, value) -> {
            if (!REFERENCE.equals(key)) {
                inlined.put(String.valueOf(key), inline(value, path));
            }
        });
        return inlined;
    }

    private Object inline(Object value, String path) {
        if (value instanceof Map<?, ?> object) {
            return inlineObject(object, path);
        }
        if (value instanceof List<?> array) {
            List<Object> inlined = new ArrayList<>(array.size());
            array.forEach(item -> inlined.add(inline(item, path)));
            return inlined;
        }
        return value;
    }
}
