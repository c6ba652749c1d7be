package dev.parallelmcp.server.tool;

import dev.parallelmcp.core.model.Backoff;
import dev.parallelmcp.core.model.RetryPolicy;
import java.util.Optional;

/** A retry policy as a client gives it: what it leaves out is as in {@link RetryPolicy#DEFAULT}. */
record RetryInput(
        Optional<Long> delayMs, Optional<Backoff> backoff, Optional<Long> maxDelayMs, Optional<Double> jitter) {

    RetryPolicy toPolicy() {
        RetryPolicy defaults = RetryPolicy.DEFAULT;
        return new RetryPolicy(
                delayMs.orElse(defaults.delayMs()),
                backoff.orElse(defaults.backoff()),
                maxDelayMs.orElse(defaults.maxDelayMs()),
                jitter.orElse(defaults.jitter()));
    }
}
