package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.result.ClaimResult;
import dev.parallelmcp.core.store.ClaimFilter;
import dev.parallelmcp.core.store.TaskRow;
import dev.parallelmcp.core.store.TokenRow;
import java.util.List;
import java.util.Optional;

/** claim_next_task. */
final class ClaimNextTask implements ClaimUseCase<ClaimNextTaskRequest, ClaimResult> {

    @Override
    public String operation() {
        return "claim_next_task";
    }

    @Override
    public Answer<ClaimResult> apply(UnitOfWork work, ClaimNextTaskRequest request) {
        ClaimFilter filter = Claiming.filter(work, request);
        boolean more;
        do {
            more = DueWork.apply(work).more();
            Optional<TaskRow> ready = work.tx().tasks().nextReady(filter);
            if (ready.isPresent()) {
                Claim claim = Claiming.claim(work, ready.get(), request);
                return Answer.about(ready.get(), claim.attempt().id(), found(work, request, claim, false));
            }
        } while (more);
        return Answer.ofNothing(nothing(Claiming.retryAfterMs(work.tx(), filter.namespace())));
    }

    @Override
    public boolean claimed(ClaimResult result) {
        return result.claim().isPresent();
    }

    @Override
    public ClaimResult nothing(Optional<Long> retryAfterMs) {
        return new ClaimResult(Optional.empty(), retryAfterMs, false);
    }

    /** The same claim while its lease lives; afterwards the lease's own error, never another holder's lease. */
    @Override
    public ClaimResult replay(UnitOfWork work, ClaimNextTaskRequest request, TokenRow use) {
        return found(work, request, Claiming.again(work, use.answerId()), true);
    }

    private static ClaimResult found(UnitOfWork work, ClaimNextTaskRequest request, Claim claim, boolean replayed) {
        Claim whole = ClaimContents.brought(work, request, List.of(claim)).get(0);
        return new ClaimResult(Optional.of(whole), Optional.empty(), replayed);
    }
}
