package dev.parallelmcp.core.store;

import dev.parallelmcp.core.model.TaskSummary;
import dev.parallelmcp.core.model.TaskView;
import dev.parallelmcp.core.model.result.Suggestions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reading tasks. */
public interface TaskReads {

    Optional<TaskRow> find(String taskId);

    /** Those of {@code ids} that are ids of tasks, in any order. */
    List<String> idsTaken(List<String> ids);

    /** Ids of tasks, the last in alphabetical order first. */
    Suggestions idsWithPrefix(PrefixQuery query);

    /** Kinds of queued tasks, each once, in alphabetical order: all of which a task is ready, perhaps others too. */
    Suggestions queuedKindsWithPrefix(PrefixQuery query);

    /** Those of {@code keys} that tasks of this run have, in any order. */
    List<String> keysTaken(String runId, List<String> keys);

    /** Those of {@code taskIds} that are tasks of this run, in any order. */
    List<DependencyState> dependencyStates(String runId, List<String> taskIds);

    /** These tasks of this run in short, in this order, as far as they fit. What is no task of the run is passed over. */
    Listing<TaskSummary> summaries(String runId, List<String> taskIds, int maxBytes);

    /** What these tasks came to, in any order. What is no task, or not of the namespace if one is given, is passed over. */
    List<TaskOutcome> outcomes(Optional<String> namespace, List<String> taskIds);

    /** The texts of {@link #outcomes}, in any order. All of them are read, so ask only for what is to be answered. */
    List<OutcomeTexts> outcomeTexts(Optional<String> namespace, List<String> taskIds);

    /** Whether some task that this one depends on is failed or cancelled. */
    boolean hasFailedDependency(String taskId);

    /** Whether a claim with this filter would find a task that is ready. Cost as of {@link Tasks#nextReady}. */
    boolean anyReady(ClaimFilter filter);

    /** The earliest {@link TaskState#dueAt} of the tasks of one namespace, or of all. */
    Optional<Instant> nextDue(Optional<String> namespace);

    /**
     * The tasks of one namespace, or of all, counted by kind as of {@code now} and sorted by kind; kinds without any are
     * left out. Costs what is live, however many tasks and runs have ended.
     */
    List<KindCounts> countByKind(Optional<String> namespace, Instant now);

    /** Tasks of {@code query.runId()} with one of {@code query.statuses()}, in enqueue order. */
    Listing<TaskView> listOfRun(TaskQuery query);

    /** Queued tasks: ready ones first, then by priority, then in enqueue order. */
    Listing<TaskView> listQueued(TaskQuery query);

    /** Dead tasks, the latest first. */
    Listing<TaskView> listDead(TaskQuery query);
}
