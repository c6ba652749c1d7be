package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.DependencyFailurePolicy;
import dev.parallelmcp.core.model.request.TaskDraft;
import java.util.List;
import java.util.function.Supplier;

/**
 * A task about to be made.
 *
 * @param position its place among those of the call
 * @param place what the caller calls that place in errors; empty where there is but one
 * @param id its id, given or made
 * @param dependsOn ids of tasks of the same call or of its run
 */
record NewTask(int position, String place, TaskDraft draft, String id, List<String> dependsOn) {

    DependencyFailurePolicy policy() {
        return draft.onDependencyFailure().orElse(DependencyFailurePolicy.CANCEL);
    }

    /** Its name among those of the call. Nothing can depend on a task that has none. */
    String name() {
        return draft.ref().or(draft::id).orElse(place);
    }

    /** The refusal, saying that it is about this task. */
    OrchestratorException refusal(OrchestratorException reason) {
        return place.isEmpty() ? reason : reason.at(place);
    }

    /** Looks at what the draft asks for; what is refused about it is told with its place. */
    <R> R examine(Supplier<R> step) {
        try {
            return step.get();
        } catch (OrchestratorException e) {
            throw switch (e.code()) {
                case PAYLOAD_TOO_LARGE, RECORD_NOT_FOUND -> refusal(e);
                default -> e;
            };
        }
    }
}
