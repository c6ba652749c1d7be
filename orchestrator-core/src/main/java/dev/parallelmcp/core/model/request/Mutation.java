package dev.parallelmcp.core.model.request;

import java.util.Optional;

/** A request that changes something and can be made safe to repeat. Implemented by records only. */
public interface Mutation {

    /**
     * The caller's name for this one call. The first success with a token is recorded with its effect; the same token
     * with the same arguments then answers the same record as it is now and changes nothing. With another operation or
     * other arguments it is refused with IDEMPOTENCY_CONFLICT.
     */
    Optional<String> clientToken();
}
