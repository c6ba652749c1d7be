package dev.parallelmcp.core.store.sqlite;

import dev.parallelmcp.core.model.result.Suggestions;
import dev.parallelmcp.core.store.PrefixQuery;
import dev.parallelmcp.core.store.jdbc.Binding;
import dev.parallelmcp.core.store.jdbc.Columns;
import dev.parallelmcp.core.store.jdbc.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what begins with given characters. */
final class Prefixes {

    /** Comes after every character that ids are made of. */
    private static final char AFTER_ALL = '\u007f';

    private Prefixes() {}

    /** @param statement one that answers id and namespace */
    static Suggestions ids(Session session, String statement, PrefixQuery query) {
        List<String> found = new ArrayList<>();
        session.each(
                statement,
                params -> params.text(query.prefix())
                        .text(query.prefix() + AFTER_ALL)
                        .number(query.maxExamined()),
                columns -> {
                    String id = columns.text();
                    String namespace = columns.text();
                    if (query.namespace().map(namespace::equals).orElse(true)) {
                        found.add(id);
                    }
                    return found.size() <= query.limit();
                });
        return cut(found, query);
    }

    /** From kind to kind, so the cost depends on how many there are, not on how many tasks have each. */
    static Suggestions queuedKinds(Session session, PrefixQuery query) {
        boolean ofAll = query.namespace().isEmpty();
        List<String> found = new ArrayList<>();
        Optional<String> kind = next(
                session,
                ofAll ? PrefixSql.FIRST_QUEUED_KIND : PrefixSql.FIRST_READY_KIND_OF_NAMESPACE,
                query.prefix(),
                query);
        while (kind.isPresent() && found.size() <= query.limit()) {
            found.add(kind.get());
            kind = next(
                    session,
                    ofAll ? PrefixSql.NEXT_QUEUED_KIND : PrefixSql.NEXT_READY_KIND_OF_NAMESPACE,
                    kind.get(),
                    query);
        }
        return cut(found, query);
    }

    private static Optional<String> next(Session session, String statement, String from, PrefixQuery query) {
        Binding binding = query.namespace().isEmpty()
                ? params -> params.text(from)
                : params -> params.text(from).text(query.namespace().get());
        return session.first(statement, binding, Columns::text).filter(kind -> kind.startsWith(query.prefix()));
    }

    private static Suggestions cut(List<String> found, PrefixQuery query) {
        boolean more = found.size() > query.limit();
        return new Suggestions(more ? found.subList(0, query.limit()) : found, more);
    }
}
