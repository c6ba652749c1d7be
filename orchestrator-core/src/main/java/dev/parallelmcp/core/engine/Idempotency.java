package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.request.ClaimRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.Mutation;
import dev.parallelmcp.core.store.TokenRow;
import java.util.List;
import java.util.Optional;

/**
 * Makes a call with a client token take effect once. The token is recorded in the transaction of the effect; an error or
 * an empty claim records nothing, so the same call may be tried again.
 */
final class Idempotency {

    private Idempotency() {}

    static <Q extends Mutation, R> R once(UnitOfWork work, UseCase<Q, R> useCase, Q request) {
        if (request.clientToken().isEmpty()) {
            return useCase.apply(work, request).result();
        }
        String token = request.clientToken().get();
        String hash = Fingerprint.of(request);
        Optional<TokenRow> use = earlierUse(work, useCase, request, token, hash);
        if (use.isPresent()) {
            return useCase.replay(work, request, use.get());
        }
        Answer<R> answer = useCase.apply(work, request);
        answer.subject()
                .ifPresent(subject -> work.tx()
                        .tokens()
                        .insert(new TokenRow(
                                subject.namespace(),
                                token,
                                useCase.operation(),
                                hash,
                                subject.runId(),
                                subject.id(),
                                subject.answer())));
        return answer.result();
    }

    /** The answer to a call that was made before; empty for a new one, which has no effect yet. */
    static <Q extends Mutation, R> Optional<R> replay(UnitOfWork work, UseCase<Q, R> useCase, Q request) {
        return request.clientToken()
                .flatMap(token -> earlierUse(work, useCase, request, token, Fingerprint.of(request)))
                .map(use -> useCase.replay(work, request, use));
    }

    /** Refuses a token that was used for another call. */
    private static <Q extends Mutation> Optional<TokenRow> earlierUse(
            UnitOfWork work, UseCase<Q, ?> useCase, Q request, String token, String hash) {
        List<TokenRow> uses = work.tx().tokens().find(token, namespace(work, request));
        for (TokenRow use : uses) {
            if (use.operation().equals(useCase.operation())
                    && use.argumentsHash().equals(hash)) {
                return Optional.of(use);
            }
        }
        if (!uses.isEmpty()) {
            throw conflict(token, uses.get(0), useCase.operation());
        }
        return Optional.empty();
    }

    /** Tokens are unique within a namespace; a call that names none is about whatever its caller may see. */
    private static Optional<String> namespace(UnitOfWork work, Mutation request) {
        if (request instanceof CreateRunRequest create) {
            return Optional.of(CreateRun.namespace(work, create));
        }
        return request instanceof ClaimRequest claim ? claim.namespace() : Optional.empty();
    }

    private static OrchestratorException conflict(String token, TokenRow use, String operation) {
        String used = use.operation().equals(operation)
                ? "for " + operation + " with other arguments"
                : "for " + use.operation();
        return OrchestratorException.builder(
                        ErrorCode.IDEMPOTENCY_CONFLICT,
                        "clientToken " + token + " was used before " + used + "; use a new token for a new call")
                .id("clientToken", token)
                .id("runId", use.runId())
                .build();
    }
}
