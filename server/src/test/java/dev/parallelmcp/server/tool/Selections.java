package dev.parallelmcp.server.tool;

import dev.parallelmcp.schema.ToolCatalog;
import dev.parallelmcp.schema.Toolset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Choices of tools that tests go through. */
public final class Selections {

    private static final Pattern NOT_IN_NAMES = Pattern.compile("[^A-Za-z0-9_]+");

    private Selections() {}

    /** Each toolset, the reading part of each, and each tool alone. */
    public static Stream<ToolSelection> every() {
        return Stream.concat(
                toolsets(), ToolCatalog.load().names().stream().map(name -> ToolSelection.of(List.of(name))));
    }

    public static Stream<ToolSelection> toolsets() {
        return Arrays.stream(Toolset.values())
                .map(ToolSelection::of)
                .flatMap(selection -> Stream.of(selection, selection.readOnly()));
    }

    /** The tools of the whole catalogue that a text names. */
    public static Set<String> named(String text) {
        Set<String> named = NOT_IN_NAMES.splitAsStream(text).collect(Collectors.toCollection(TreeSet::new));
        named.retainAll(ToolCatalog.load().names());
        return named;
    }
}
