package dev.parallelmcp.core.store;

import java.util.List;
import java.util.Optional;

/**
 * Which tasks a worker is willing to take.
 *
 * @param kinds empty means every kind
 */
public record ClaimFilter(Optional<String> namespace, Optional<String> runId, List<String> kinds) {

    /** The same within one namespace, or within all. */
    public ClaimFilter in(Optional<String> newNamespace) {
        return new ClaimFilter(newNamespace, runId, kinds);
    }
}
