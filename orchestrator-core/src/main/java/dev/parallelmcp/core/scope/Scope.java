package dev.parallelmcp.core.scope;

import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.store.ReadTransaction;
import dev.parallelmcp.core.store.Transaction;
import java.util.Optional;

/**
 * What a caller may see: all namespaces, or one. A caller with one gets a {@link #view} of each transaction in which the
 * records of others do not exist: they are not found, not listed and not changed. The view is made of the same
 * interfaces as the store, so whoever adds a method to the port has to say here what it means in one namespace.
 *
 * @param namespace empty for all
 */
public record Scope(Optional<String> namespace) {

    public static final Scope ALL = new Scope(Optional.empty());

    public static Scope only(String namespace) {
        return new Scope(Optional.of(namespace));
    }

    public boolean sees(String otherNamespace) {
        return namespace.isEmpty() || namespace.get().equals(otherNamespace);
    }

    /**
     * The namespace that a call is about which names {@code asked}; empty for all that the caller sees.
     *
     * @throws OrchestratorException INVALID_ARGUMENT for one that the caller does not see
     */
    public Optional<String> narrow(Optional<String> asked) {
        if (asked.isPresent() && !sees(asked.get())) {
            throw OrchestratorException.invalidArgument(
                    "namespace",
                    "given '" + asked.get() + "', allowed is '" + namespace.orElseThrow()
                            + "' alone; it may be left out");
        }
        return asked.or(() -> namespace);
    }

    /** The transaction as this caller sees it. */
    public ReadTransaction view(ReadTransaction whole) {
        return namespace.isEmpty() ? whole : new ScopedReadTransaction(whole, new Sight(this, whole));
    }

    /** The transaction as this caller sees it. */
    public Transaction view(Transaction whole) {
        return namespace.isEmpty() ? whole : new ScopedTransaction(whole, new Sight(this, whole));
    }
}
