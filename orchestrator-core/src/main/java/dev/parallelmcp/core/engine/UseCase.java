package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.model.request.Mutation;
import dev.parallelmcp.core.store.TokenRow;

/** One thing that can be done, as one transaction: the change, its events, and what its client token stands for. */
interface UseCase<Q extends Mutation, R> {

    /** The operation's name, as clients know it. */
    String operation();

    /** Does it. */
    Answer<R> apply(UnitOfWork work, Q request);

    /** Answers the same record as it is now to a repetition of the call that {@code use} records. */
    R replay(UnitOfWork work, Q request, TokenRow use);
}
