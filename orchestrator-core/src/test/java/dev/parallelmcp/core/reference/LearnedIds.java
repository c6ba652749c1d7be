package dev.parallelmcp.core.reference;

import dev.parallelmcp.core.model.IdKind;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** What a store has just chosen, as its events tell it; what they do not tell is made up and will be noticed. */
final class LearnedIds implements NewIds {

    private final Map<IdKind, Queue<String>> ids = new EnumMap<>(IdKind.class);
    private final Queue<Long> fencingTokens = new ArrayDeque<>();

    static LearnedIds from(List<ModelEvent> events) {
        LearnedIds learned = new LearnedIds();
        events.forEach(learned::learn);
        return learned;
    }

    private void learn(ModelEvent event) {
        switch (event.eventType()) {
            case RUN_CREATED -> add(IdKind.RUN, event.runId());
            case TASK_ENQUEUED -> event.taskId().ifPresent(id -> add(IdKind.TASK, id));
            case CONTEXT_SNAPSHOT_CREATED -> add(IdKind.CONTEXT, event.field("snapshotId"));
            case TASK_CLAIMED -> {
                event.attemptId().ifPresent(id -> add(IdKind.ATTEMPT, id));
                add(IdKind.LEASE, event.field("leaseId"));
                if (event.field("fencingToken") instanceof Long token) {
                    fencingTokens.add(token);
                }
            }
            default -> {
                // Nothing is made.
            }
        }
    }

    private void add(IdKind kind, Object id) {
        ids.computeIfAbsent(kind, any -> new ArrayDeque<>()).add(String.valueOf(id));
    }

    @Override
    public String next(IdKind kind) {
        Queue<String> left = ids.getOrDefault(kind, new ArrayDeque<>());
        return left.isEmpty() ? kind.prefix() + "that-no-event-tells" : left.remove();
    }

    @Override
    public long nextFencingToken() {
        return fencingTokens.isEmpty() ? 0 : fencingTokens.remove();
    }
}
