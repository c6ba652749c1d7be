package dev.parallelmcp.core.store.memory;

import dev.parallelmcp.core.model.result.Suggestions;
import dev.parallelmcp.core.store.PrefixQuery;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Finding what begins with given characters. */
final class Prefixes {

    /** Comes after every character that ids are made of. */
    private static final char AFTER_ALL = '\u007f';

    private Prefixes() {}

    /** The last in alphabetical order first, looking no further than allowed. */
    static <V> Suggestions ids(NavigableMap<String, V> rows, Function<V, String> namespaceOf, PrefixQuery query) {
        String end = query.prefix() + AFTER_ALL;
        return cut(
                rows.subMap(query.prefix(), true, end, false).descendingMap().entrySet().stream()
                        .limit(query.maxExamined())
                        .filter(row -> query.namespace()
                                .map(namespaceOf.apply(row.getValue())::equals)
                                .orElse(true))
                        .map(Map.Entry::getKey),
                query);
    }

    /** As many as asked for, and whether there was one more. */
    static Suggestions cut(Stream<String> found, PrefixQuery query) {
        List<String> values = found.limit(query.limit() + 1L).toList();
        boolean more = values.size() > query.limit();
        return new Suggestions(more ? values.subList(0, query.limit()) : values, more);
    }
}
