package dev.parallelmcp.schema;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The list of tools: the resources of a shaded jar cannot be listed, and their order is part of the contract. */
final class CatalogFile {

    private static final String PATH = "catalog.json";

    private CatalogFile() {}

    /** The names in their order. */
    static Set<String> names(SchemaResources resources) {
        if (!(resources.read(PATH).get("tools") instanceof List<?> tools)) {
            throw new IllegalStateException("schema file " + PATH + " needs tools to be an array of names");
        }
        Set<String> names = new LinkedHashSet<>();
        for (Object tool : tools) {
            if (!(tool instanceof String name && names.add(name))) {
                throw new IllegalStateException("schema file " + PATH + " repeats or mistypes the tool " + tool);
            }
        }
        return Collections.unmodifiableSet(names);
    }
}
