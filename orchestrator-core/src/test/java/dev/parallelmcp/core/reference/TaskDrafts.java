package dev.parallelmcp.core.reference;

import dev.parallelmcp.core.model.Backoff;
import dev.parallelmcp.core.model.DependencyFailurePolicy;
import dev.parallelmcp.core.model.RetryPolicy;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.EnqueueTasksRequest;
import dev.parallelmcp.core.model.request.TaskDraft;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** New tasks: mostly behind one of their run, so that every end has its consequences. */
final class TaskDrafts {

    private static final List<DependencyFailurePolicy> POLICIES = List.of(DependencyFailurePolicy.values());

    private final Draw draw;

    TaskDrafts(Draw draw) {
        this.draw = draw;
    }

    Record enqueue() {
        String run = draw.run(draw::takesMore);
        TaskDraft draft = draft(run, Optional.empty(), dependencies(run));
        return new EnqueueTaskRequest(
                run,
                draft.kind(),
                draft.id(),
                draft.key(),
                draft.priority(),
                draft.maxAttempts(),
                draft.retry(),
                draft.timeoutMs(),
                draft.notBefore(),
                draft.delayMs(),
                draft.input(),
                draft.metadata(),
                draft.contextSnapshotId(),
                draft.dependsOn(),
                draft.onDependencyFailure(),
                draw.token());
    }

    Record enqueueGraph() {
        String run = draw.run(draw::takesMore);
        int size = 2 + draw.below(3);
        List<TaskDraft> drafts = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Set<String> behind = new LinkedHashSet<>();
            if (draw.percent(30)) {
                behind.addAll(dependencies(run));
            }
            // Mostly backwards in a direction of its own; now and then anywhere, which may close a circle.
            for (int other = 0; other < size; other++) {
                if (draw.percent(other > i ? 45 : 3)) {
                    behind.add("ref-" + other);
                }
            }
            drafts.add(draft(run, Optional.of("ref-" + i), List.copyOf(behind)));
        }
        return new EnqueueTasksRequest(run, drafts, draw.token());
    }

    private TaskDraft draft(String run, Optional<String> ref, List<String> dependsOn) {
        boolean delayed = draw.percent(20);
        boolean byInstant = draw.percent(30);
        Instant instant = draw.model().now().plusMillis(draw.delayMs() - 1_000);
        return new TaskDraft(
                draw.oneOf(Draw.KINDS),
                ref,
                draw.maybe(4, () -> "own-task-" + draw.below(6)),
                draw.maybe(15, () -> "key-" + draw.below(6)),
                draw.maybe(40, () -> draw.below(4) - 1),
                draw.maybe(70, () -> 1 + draw.below(2)),
                draw.maybe(50, this::retry),
                draw.maybe(25, () -> draw.oneOf(List.of(1_000L, 5_000L, 30_000L, 60_000L))),
                delayed && byInstant ? Optional.of(instant) : Optional.empty(),
                delayed && !byInstant ? Optional.of(draw.delayMs()) : Optional.empty(),
                draw.maybe(30, draw::payload),
                draw.maybe(15, draw::object),
                draw.maybe(8, () -> draw.snapshotOf(run)),
                dependsOn,
                draw.maybe(65, () -> draw.oneOf(POLICIES)));
    }

    private List<String> dependencies(String run) {
        List<String> siblings = draw.tasksOf(run);
        Set<String> chosen = new LinkedHashSet<>();
        if (siblings.isEmpty() || draw.percent(45)) {
            return List.of();
        }
        // The latest has most likely not ended yet.
        chosen.add(siblings.get(siblings.size() - 1));
        while (draw.percent(40)) {
            chosen.add(draw.oneOf(siblings));
        }
        if (draw.percent(3)) {
            chosen.add(draw.task(any -> true));
        }
        return List.copyOf(chosen);
    }

    private RetryPolicy retry() {
        return new RetryPolicy(
                draw.oneOf(List.of(0L, 3L, 1_000L, 7_001L)),
                draw.oneOf(List.of(Backoff.values())),
                draw.oneOf(List.of(0L, 5_000L, 86_400_000L)),
                draw.oneOf(List.of(0.0, 0.3, 1.0)));
    }
}
