package dev.parallelmcp.core.reference;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.model.Lease;
import dev.parallelmcp.core.model.request.CompleteTasksRequest;
import dev.parallelmcp.core.model.request.EmitTaskOutputRequest;
import dev.parallelmcp.core.model.request.LeaseHolder;
import dev.parallelmcp.core.model.request.MarkTaskRunningRequest;
import dev.parallelmcp.core.model.result.ClaimResult;
import dev.parallelmcp.core.model.result.ClaimsResult;
import dev.parallelmcp.core.model.result.CompleteTasksResult;
import dev.parallelmcp.core.model.result.TaskResult;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What callers were told, whoever they are and in whatever order: no lease and no fencing token is handed out twice, no
 * lease ends twice, and nobody meets an error that is none of theirs. Thread-safe.
 */
final class Ledger {

    private static final Set<ErrorCode> NOT_THE_CALLERS_FAULT =
            EnumSet.of(ErrorCode.INTERNAL, ErrorCode.STORE_BUSY, ErrorCode.STORE_UNAVAILABLE, ErrorCode.STORE_CORRUPT);

    private final Set<String> handedOut = ConcurrentHashMap.newKeySet();
    private final Set<Long> fencingTokens = ConcurrentHashMap.newKeySet();
    private final Set<String> ended = ConcurrentHashMap.newKeySet();
    private final Queue<String> contradictions = new ConcurrentLinkedQueue<>();

    void enter(Record request, Outcome outcome) {
        if (outcome instanceof Outcome.Answered answered) {
            enterAnswer(request, answered.answer());
        } else if (outcome instanceof Outcome.Broken || isOursToAnswerFor(outcome)) {
            contradictions.add(outcome + " for " + request);
        }
    }

    private static boolean isOursToAnswerFor(Outcome outcome) {
        return outcome instanceof Outcome.Refused refused && NOT_THE_CALLERS_FAULT.contains(refused.code());
    }

    private void enterAnswer(Record request, Object answer) {
        if (answer instanceof ClaimResult result && !result.replayed()) {
            result.claim().ifPresent(claim -> enterLease(claim.lease()));
        } else if (answer instanceof ClaimsResult result && !result.replayed()) {
            result.claims().forEach(claim -> enterLease(claim.lease()));
        } else if (request instanceof CompleteTasksRequest batch
                && answer instanceof CompleteTasksResult result
                && !result.replayed()) {
            for (int i = 0; i < result.results().size(); i++) {
                if (result.results().get(i).error().isEmpty()) {
                    enterEnd(batch.completions().get(i).leaseId());
                }
            }
        } else if (request instanceof LeaseHolder holder
                && ends(holder)
                && answer instanceof TaskResult result
                && !result.replayed()) {
            enterEnd(holder.leaseId());
        }
    }

    /** Of those that answer the task, all but one take the lease away. */
    private static boolean ends(LeaseHolder holder) {
        return !(holder instanceof MarkTaskRunningRequest) && !(holder instanceof EmitTaskOutputRequest);
    }

    private void enterLease(Lease lease) {
        require(handedOut.add(lease.id()), lease.id() + " was handed out twice");
        require(fencingTokens.add(lease.fencingToken()), "fencing token " + lease.fencingToken() + " was given twice");
    }

    private void enterEnd(String leaseId) {
        require(handedOut.contains(leaseId), leaseId + " ended and was never handed out");
        require(ended.add(leaseId), leaseId + " ended twice");
    }

    private void require(boolean holds, String contradiction) {
        if (!holds) {
            contradictions.add(contradiction);
        }
    }

    List<String> contradictions() {
        return List.copyOf(contradictions);
    }
}
