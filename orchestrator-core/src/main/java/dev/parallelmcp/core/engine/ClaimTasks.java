package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.request.ClaimTasksRequest;
import dev.parallelmcp.core.model.result.ClaimsResult;
import dev.parallelmcp.core.store.ClaimFilter;
import dev.parallelmcp.core.store.TaskRow;
import dev.parallelmcp.core.store.TokenRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** claim_tasks: as so many single claims, in one transaction. */
final class ClaimTasks implements ClaimUseCase<ClaimTasksRequest, ClaimsResult> {

    /** No id holds it. */
    private static final String SEPARATOR = ",";

    @Override
    public String operation() {
        return "claim_tasks";
    }

    @Override
    public Answer<ClaimsResult> apply(UnitOfWork work, ClaimTasksRequest request) {
        ClaimFilter filter = Claiming.filter(work, request);
        ClaimsRoom room = new ClaimsRoom(work, request);
        List<Claim> claims = new ArrayList<>();
        boolean more = DueWork.apply(work).more();
        boolean truncated = false;
        while (claims.size() < request.max() && !truncated) {
            Optional<TaskRow> ready = work.tx().tasks().nextReady(filter);
            if (ready.isPresent()) {
                truncated = !room.take(ready.get());
                if (!truncated) {
                    claims.add(Claiming.claim(work, ready.get(), request));
                }
            } else if (more) {
                more = DueWork.apply(work).more();
                work.ledger().forgetClaimedFrom();
            } else {
                break;
            }
        }
        if (claims.isEmpty()) {
            return Answer.ofNothing(nothing(Claiming.retryAfterMs(work.tx(), filter.namespace())));
        }
        return new Answer<>(found(work, request, claims, truncated), Optional.of(subject(claims)));
    }

    @Override
    public boolean claimed(ClaimsResult result) {
        return !result.claims().isEmpty();
    }

    @Override
    public ClaimsResult nothing(Optional<Long> retryAfterMs) {
        return new ClaimsResult(List.of(), retryAfterMs, false, false);
    }

    private static Answer.Subject subject(List<Claim> claims) {
        List<String> attemptIds =
                claims.stream().map(claim -> claim.attempt().id()).toList();
        Claim first = claims.get(0);
        return new Answer.Subject(
                first.run().namespace(), first.run().id(), first.attempt().id(), String.join(SEPARATOR, attemptIds));
    }

    private static ClaimsResult found(
            UnitOfWork work, ClaimTasksRequest request, List<Claim> claims, boolean truncated) {
        return new ClaimsResult(ClaimContents.brought(work, request, claims), Optional.empty(), truncated, false);
    }

    /** Those of the claims whose leases are live; when none is, the first lease's own error. Never another's lease. */
    @Override
    public ClaimsResult replay(UnitOfWork work, ClaimTasksRequest request, TokenRow use) {
        String attemptIds = Objects.requireNonNull(use.answer(), "the attempts of a batch are recorded");
        List<Claim> live = new ArrayList<>();
        @Nullable OrchestratorException ended = null;
        for (String attemptId : attemptIds.split(SEPARATOR, -1)) {
            try {
                live.add(Claiming.again(work, attemptId));
            } catch (OrchestratorException e) {
                if (e.code().ofTheMachine()) {
                    throw e;
                }
                ended = ended == null ? e : ended;
            }
        }
        if (ended != null && live.isEmpty()) {
            throw ended;
        }
        ClaimsRoom room = new ClaimsRoom(work, request);
        List<Claim> fitting = live.stream().takeWhile(room::take).toList();
        return new ClaimsResult(
                ClaimContents.brought(work, request, fitting), Optional.empty(), fitting.size() < live.size(), true);
    }
}
