package dev.parallelmcp.server.tool;

import dev.parallelmcp.schema.ToolCatalog;
import dev.parallelmcp.schema.ToolSpec;
import dev.parallelmcp.schema.Toolset;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The tools that a server offers. What is not among them is neither listed nor callable, and nothing that the server
 * says sends a client to it.
 *
 * @param names at least one name of a tool, each once, in the order in which tools are listed
 */
public record ToolSelection(List<String> names) {

    /**
     * Puts the names in their order.
     *
     * @throws IllegalArgumentException when there is no name, or one that no tool has; the message says which there are
     */
    public ToolSelection {
        names.forEach(ToolSelection::requireKnown);
        Set<String> chosen = Set.copyOf(names);
        names = all().stream().filter(chosen::contains).toList();
        if (names.isEmpty()) {
            throw new IllegalArgumentException("no tool is named (there are " + Allowed.list(all()) + ")");
        }
    }

    /** The tools of one kind of client. */
    public static ToolSelection of(Toolset toolset) {
        return new ToolSelection(
                toolset == Toolset.ALL
                        ? all()
                        : ToolCatalog.load().tools(toolset).stream()
                                .map(ToolSpec::name)
                                .toList());
    }

    /**
     * The tools with these names, given in any order and any number of times.
     *
     * @throws IllegalArgumentException when there is no name, or one that no tool has
     */
    public static ToolSelection of(Collection<String> names) {
        return new ToolSelection(List.copyOf(names));
    }

    /**
     * Only those that change nothing.
     *
     * @throws IllegalArgumentException when none does
     */
    public ToolSelection readOnly() {
        return new ToolSelection(specs().stream()
                .filter(tool -> tool.annotations().readOnlyHint())
                .map(ToolSpec::name)
                .toList());
    }

    /** The tools as they are listed: their descriptions speak of no other tools than these. */
    public List<ToolSpec> tools() {
        ToolMentions mentions = mentions();
        return specs().stream()
                .map(tool -> tool.withDescription(mentions.sentencesOfOffered(tool.description())))
                .toList();
    }

    /** Tells texts that speak of these tools alone from others. */
    public ToolMentions mentions() {
        return new ToolMentions(all(), names);
    }

    private List<ToolSpec> specs() {
        return ToolCatalog.load().tools().stream()
                .filter(tool -> names.contains(tool.name()))
                .toList();
    }

    private static List<String> all() {
        return ToolCatalog.load().names();
    }

    private static void requireKnown(String name) {
        List<String> all = all();
        if (!all.contains(name)) {
            String suggestion = NearestName.of(name, all)
                    .map(nearest -> "; did you mean " + nearest + "?")
                    .orElse("");
            throw new IllegalArgumentException(
                    "there is no tool '" + name + "'" + suggestion + " (there are " + Allowed.list(all) + ")");
        }
    }
}
