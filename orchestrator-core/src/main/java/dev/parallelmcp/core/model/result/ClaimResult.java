package dev.parallelmcp.core.model.result;

import dev.parallelmcp.core.model.Claim;
import java.util.Optional;

/**
 * What a claim found.
 *
 * @param claim empty when nothing can be claimed now
 * @param retryAfterMs with an empty claim: milliseconds to the next instant at which something comes due by itself
 * @param replayed nothing was done now: the client token had been used for this very call before
 */
public record ClaimResult(Optional<Claim> claim, Optional<Long> retryAfterMs, boolean replayed) {}
