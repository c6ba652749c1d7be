package dev.parallelmcp.core.reference;

import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.TaskSummary;
import dev.parallelmcp.core.model.request.AppendContextSnapshotRequest;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.ClaimTasksRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.EnqueueTasksRequest;
import dev.parallelmcp.core.model.result.ClaimResult;
import dev.parallelmcp.core.model.result.ClaimsResult;
import dev.parallelmcp.core.model.result.EnqueueTasksResult;
import dev.parallelmcp.core.model.result.RunResult;
import dev.parallelmcp.core.model.result.SnapshotResult;
import dev.parallelmcp.core.model.result.TaskResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What steps call records: {@code run:7} is the run that step 7 made, {@code task:8} a task, {@code task:9.1} the second
 * of a graph, {@code lease:10} a lease and {@code held:10} the task it is of, {@code ctx:11} a snapshot. A name that
 * nobody learned stands for itself, which is no record's id.
 */
final class Names {

    static final String RUN = "run:";
    static final String TASK = "task:";
    static final String LEASE = "lease:";
    static final String HELD = "held:";
    static final String SNAPSHOT = "ctx:";

    private final Map<String, String> ids = new LinkedHashMap<>();

    /** The request with ids in place of names. */
    Record resolve(Record request) {
        return (Record) Records.withTexts(request, this::id);
    }

    String id(String name) {
        return ids.getOrDefault(name, name);
    }

    /** Names of this sort, in the order of learning. */
    List<String> all(String sort) {
        return ids.keySet().stream().filter(name -> name.startsWith(sort)).toList();
    }

    /** Notes what a step made. */
    void learn(int step, Record request, Object answer) {
        if (request instanceof CreateRunRequest && answer instanceof RunResult made) {
            ids.put(RUN + step, made.run().id());
            made.run().currentContextSnapshotId().ifPresent(id -> ids.put(SNAPSHOT + step, id));
        } else if (request instanceof EnqueueTaskRequest && answer instanceof TaskResult made) {
            ids.put(TASK + step, made.task().id());
        } else if (request instanceof EnqueueTasksRequest && answer instanceof EnqueueTasksResult made) {
            List<TaskSummary> tasks = made.tasks();
            for (int i = 0; i < tasks.size(); i++) {
                ids.put(TASK + step + "." + i, tasks.get(i).id());
            }
        } else if (request instanceof AppendContextSnapshotRequest && answer instanceof SnapshotResult made) {
            ids.put(SNAPSHOT + step, made.snapshot().id());
        } else if (request instanceof ClaimNextTaskRequest && answer instanceof ClaimResult found) {
            found.claim().ifPresent(claim -> learnClaim(String.valueOf(step), claim));
        } else if (request instanceof ClaimTasksRequest && answer instanceof ClaimsResult found) {
            for (int i = 0; i < found.claims().size(); i++) {
                learnClaim(step + "." + i, found.claims().get(i));
            }
        }
    }

    private void learnClaim(String place, Claim claim) {
        ids.put(LEASE + place, claim.lease().id());
        ids.put(HELD + place, claim.task().id());
    }
}
