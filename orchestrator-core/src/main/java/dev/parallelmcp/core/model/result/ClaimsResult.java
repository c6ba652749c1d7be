package dev.parallelmcp.core.model.result;

import dev.parallelmcp.core.model.Claim;
import java.util.List;
import java.util.Optional;

/**
 * What a claim of several tasks found, in the order of claiming.
 *
 * @param claims empty when nothing can be claimed now
 * @param retryAfterMs without a claim: milliseconds to the next instant at which something comes due by itself
 * @param truncated there were more, which did not fit the answer and were not claimed; ask again
 * @param replayed nothing was done now: the client token had been used for this very call before
 */
public record ClaimsResult(List<Claim> claims, Optional<Long> retryAfterMs, boolean truncated, boolean replayed) {

    public ClaimsResult {
        claims = List.copyOf(claims);
    }
}
