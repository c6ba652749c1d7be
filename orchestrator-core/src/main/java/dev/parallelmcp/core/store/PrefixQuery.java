package dev.parallelmcp.core.store;

import java.util.Optional;

/**
 * Asks for texts that begin with given characters.
 *
 * @param namespace the only one to look in; empty means all
 * @param prefix what each begins with; empty means any
 * @param limit the most to answer
 * @param maxExamined how many entries are looked at, at most, where those of other namespaces lie between; that looking
 *     stopped there is not answered, or who sees one namespace could count the ids of others
 */
public record PrefixQuery(Optional<String> namespace, String prefix, int limit, int maxExamined) {

    /** The same question, asked of one namespace, or of all. */
    public PrefixQuery in(Optional<String> other) {
        return new PrefixQuery(other, prefix, limit, maxExamined);
    }
}
