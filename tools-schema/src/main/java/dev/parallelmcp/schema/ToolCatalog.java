package dev.parallelmcp.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All tools in their fixed order, which is the order of the list in {@code catalog.json}. {@link #load} reads that list
 * only; a tool's own file is read when the tool is first asked for. Safe for use by several threads.
 *
 * <p>A file that is missing or malformed is a fault of the package, not of its user: an {@link IllegalStateException}
 * that names the file.
 */
public final class ToolCatalog {

    private static final String FOLDER = "/dev/parallelmcp/schema/";

    private static @Nullable ToolCatalog own;

    private final ReferenceInliner files;
    private final Set<String> names;
    private final Map<String, ToolSpec> loaded = new LinkedHashMap<>();

    private ToolCatalog(ReferenceInliner files, Set<String> names) {
        this.files = files;
        this.names = names;
    }

    /**
     * The tools of this program: the same catalogue for everybody, since it never changes.
     *
     * @throws IllegalStateException when the list of tools is missing or malformed
     */
    public static synchronized ToolCatalog load() {
        if (own == null) {
            own = load(FOLDER);
        }
        return own;
    }

    static ToolCatalog load(String folder) {
        SchemaResources resources = new SchemaResources(folder);
        return new ToolCatalog(new ReferenceInliner(resources), CatalogFile.names(resources));
    }

    /** The names of all tools in their order, without reading their files. */
    public List<String> names() {
        return List.copyOf(names);
    }

    /**
     * All tools in their order.
     *
     * @throws IllegalStateException when a tool's file is missing or malformed
     */
    public List<ToolSpec> tools() {
        return names.stream().map(this::read).toList();
    }

    /**
     * The tools of one toolset in their order.
     *
     * @throws IllegalStateException when a tool's file is missing or malformed
     */
    public List<ToolSpec> tools(Toolset toolset) {
        return tools().stream().filter(toolset::offers).toList();
    }

    /**
     * The tool with this name, empty when there is none.
     *
     * @throws IllegalStateException when the tool's file is missing or malformed
     */
    public Optional<ToolSpec> find(String name) {
        return names.contains(name) ? Optional.of(read(name)) : Optional.empty();
    }

    private synchronized ToolSpec read(String name) {
        ToolSpec ready = loaded.get(name);
        if (ready != null) {
            return ready;
        }
        String path = "tools/" + name + ".json";
        ToolSpec tool = new ToolFile(path, files.read(path)).toSpec();
        if (!tool.name().equals(name)) {
            throw new IllegalStateException("schema file " + path + " calls its tool " + tool.name());
        }
        loaded.put(name, tool);
        return tool;
    }
}
