package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.Limits;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.request.ClaimRequest;
import dev.parallelmcp.core.store.Sizes;
import dev.parallelmcp.core.store.TaskRow;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells before a task is claimed whether its claim still fits the answer, since what is claimed must be told. What is
 * brought on request is not counted here: it takes what is left.
 */
final class ClaimsRoom {

    private final UnitOfWork work;
    private final ClaimRequest request;
    private final Map<String, Run> runs = new HashMap<>();
    private long bytes;

    ClaimsRoom(UnitOfWork work, ClaimRequest request) {
        this.work = work;
        this.request = request;
    }

    /** Takes the claim of this task in, unless it would be too much; the first always fits. */
    boolean take(TaskRow ready) {
        Run run = runs.computeIfAbsent(
                ready.spec().runId(), runId -> work.run(runId).run());
        return take(run, ready.task());
    }

    /** The same of a claim that was made before. */
    boolean take(Claim claim) {
        return take(claim.run(), claim.task());
    }

    private boolean take(Run run, Task task) {
        long more = Sizes.ofClaim(run, task, request.workerId(), request.clientToken());
        if (request.includeDependencyOutputs()) {
            more += task.dependsOnTaskIds().size() * Sizes.mostOfDependency();
        }
        if (bytes > 0 && bytes + more > Limits.MAX_PAGE_BYTES) {
            return false;
        }
        bytes += more;
        return true;
    }
}
