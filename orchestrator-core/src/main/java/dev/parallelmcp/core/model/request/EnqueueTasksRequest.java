package dev.parallelmcp.core.model.request;

import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.Limits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks for a whole graph of new tasks in a run. They may be given in any order.
 */
public record EnqueueTasksRequest(String runId, List<TaskDraft> tasks, Optional<String> clientToken)
        implements Mutation {

    public EnqueueTasksRequest {
        Rules.id("runId", runId);
        tasks = List.copyOf(Rules.required("tasks", tasks));
        Rules.range("tasks", tasks.size(), 1, Limits.MAX_TASKS_PER_GRAPH);
        requireOneMeaning(tasks);
        Rules.name("clientToken", clientToken);
    }

    /** A ref names one task of the call, and none that has it as its own id. */
    private static void requireOneMeaning(List<TaskDraft> tasks) {
        Map<String, Integer> refs = new HashMap<>();
        for (int i = 0; i < tasks.size(); i++) {
            Optional<String> ref = tasks.get(i).ref();
            if (ref.isPresent()) {
                Integer first = refs.putIfAbsent(ref.get(), i);
                if (first != null) {
                    throw ambiguous(i, ref.get(), "is the ref of tasks[" + first + "] already");
                }
            }
        }
        for (int i = 0; i < tasks.size(); i++) {
            Integer named = tasks.get(i).id().map(refs::get).orElse(null);
            if (named != null && named != i) {
                throw ambiguous(named, tasks.get(named).ref().orElseThrow(), "is the id of tasks[" + i + "]");
            }
        }
    }

    private static OrchestratorException ambiguous(int position, String ref, String problem) {
        return OrchestratorException.invalidArgument(
                "tasks[" + position + "].ref",
                "given '" + ref + "', which " + problem + "; give each task its own ref");
    }

    public static Builder builder(String runId, List<TaskDraft> tasks) {
        return new Builder(runId, tasks);
    }

    /** Collects the optional parts. Not thread-safe. */
    public static final class Builder {
        private final String runId;
        private final List<TaskDraft> tasks;
        private Optional<String> clientToken = Optional.empty();

        private Builder(String runId, List<TaskDraft> tasks) {
            this.runId = runId;
            this.tasks = tasks;
        }

        /** Makes the call safe to repeat: the same token and arguments take effect once. */
        public Builder clientToken(String clientToken) {
            this.clientToken = Optional.of(clientToken);
            return this;
        }

        public EnqueueTasksRequest build() {
            return new EnqueueTasksRequest(runId, tasks, clientToken);
        }
    }
}
