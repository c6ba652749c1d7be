package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.store.TaskRow;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a use case answers, and what a client token would be kept for.
 *
 * @param subject empty where there is nothing to repeat
 */
record Answer<R>(R result, Optional<Subject> subject) {

    /**
     * The record that a repetition of the call answers.
     *
     * @param answer what else it takes to answer it
     */
    record Subject(
            String namespace,
            String runId,
            String id,
            @Nullable String answer) {

        Subject(String namespace, String runId, String id) {
            this(namespace, runId, id, null);
        }
    }

    static <R> Answer<R> about(Run run, R result) {
        return about(run, run.id(), result);
    }

    /** About something that happened to a run. */
    static <R> Answer<R> about(Run run, String id, R result) {
        return new Answer<>(result, Optional.of(new Subject(run.namespace(), run.id(), id)));
    }

    static <R> Answer<R> about(TaskRow task, R result) {
        return about(task, task.id(), result);
    }

    /** About something that belongs to a task. */
    static <R> Answer<R> about(TaskRow task, String id, R result) {
        return new Answer<>(
                result,
                Optional.of(new Subject(task.spec().namespace(), task.spec().runId(), id)));
    }

    static <R> Answer<R> ofNothing(R result) {
        return new Answer<>(result, Optional.empty());
    }
}
