package dev.parallelmcp.server.resource;

import dev.parallelmcp.core.model.Event;
import dev.parallelmcp.server.mcp.ResourceHandler;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds in the event log which of the resources of one connection have changed. Follows it while there are any. */
final class RecordWatch implements ResourceHandler.Watch {

    private final Records records;
    private final Function<Consumer<List<Event>>, ChangeFollower> start;
    private final Consumer<String> changed;
    /** Each record with the URIs that clients have written for it. */
    private final Map<RecordUri, Set<String>> watched = new HashMap<>();

    private @Nullable ChangeFollower follower;

    /** @param start begins to follow the log */
    RecordWatch(Records records, Function<Consumer<List<Event>>, ChangeFollower> start, Consumer<String> changed) {
        this.records = records;
        this.start = start;
        this.changed = changed;
    }

    @Override
    public synchronized void add(String uri) {
        // Before the look at the record, so that no change falls between.
        boolean begun = follower == null;
        ChangeFollower following = follower == null ? start.apply(this::tell) : follower;
        follower = following;
        try {
            records.read(uri);
            watched.computeIfAbsent(RecordUri.parse(uri), record -> new LinkedHashSet<>())
                    .add(uri);
        } finally {
            if (begun && watched.isEmpty()) {
                close();
            }
        }
    }

    @Override
    public synchronized void remove(String uri) {
        watched.values().forEach(uris -> uris.remove(uri));
        watched.values().removeIf(Set::isEmpty);
        if (watched.isEmpty()) {
            close();
        }
    }

    @Override
    public synchronized void close() {
        watched.clear();
        if (follower != null) {
            follower.close();
            follower = null;
        }
    }

    private void tell(List<Event> events) {
        if (!events.isEmpty()) {
            uris(events).forEach(changed);
        }
    }

    private synchronized Set<String> uris(List<Event> events) {
        Set<String> uris = new LinkedHashSet<>();
        add(uris, RecordKind.STATS, "");
        for (Event event : events) {
            add(uris, RecordKind.RUN, event.runId());
            add(uris, RecordKind.EVENTS, event.runId());
            event.taskId().ifPresent(taskId -> add(uris, RecordKind.TASK, taskId));
        }
        return uris;
    }

    private void add(Set<String> uris, RecordKind kind, String id) {
        uris.addAll(watched.getOrDefault(new RecordUri(kind, id), Set.of()));
    }
}
