package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.model.request.ClaimRequest;
import java.util.Optional;

/** A way to claim, which may be waited for. */
interface ClaimUseCase<Q extends ClaimRequest, R> extends UseCase<Q, R> {

    /** Whether something was claimed. */
    boolean claimed(R result);

    /** The answer when there was nothing, with the milliseconds to the next due instant. */
    R nothing(Optional<Long> retryAfterMs);
}
