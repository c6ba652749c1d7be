package dev.parallelmcp.core.store.memory;

import dev.parallelmcp.core.model.TaskOutput;
import dev.parallelmcp.core.store.Listing;
import dev.parallelmcp.core.store.OutputRoom;
import dev.parallelmcp.core.store.Page;
import dev.parallelmcp.core.store.Sizes;
import dev.parallelmcp.core.store.TaskOutputDraft;
import dev.parallelmcp.core.store.TaskOutputs;
import dev.parallelmcp.core.store.TaskRow;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;

/** What was put out for tasks, and for each task what its entries take up together. */
final class MemoryTaskOutputs implements TaskOutputs {

    private record Place(String taskId, long sequence) implements Comparable<Place> {

        private static final Comparator<Place> ORDER =
                Comparator.comparing(Place::taskId).thenComparing(Place::sequence);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    /** @param latest the number given last, which outlives its entry */
    private record Total(long latest, long entries, long bytes) {

        static final Total NONE = new Total(0, 0, 0);

        Total with(TaskOutput entry) {
            return new Total(
                    entry.sequence(), entries + 1, bytes + entry.value().utf8Bytes());
        }

        Total without(TaskOutput entry) {
            return new Total(latest, entries - 1, bytes - entry.value().utf8Bytes());
        }
    }

    private final Table<Place, TaskOutput> rows;
    private final Table<String, Total> totals;

    MemoryTaskOutputs(Journal journal) {
        this.rows = new Table<>(journal);
        this.totals = new Table<>(journal);
    }

    @Override
    public Listing<TaskOutput> list(String taskId, long afterSequence, Page page) {
        return Listings.of(
                after(taskId, afterSequence).values().stream()
                        .limit(page.limit())
                        .toList(),
                Sizes::of,
                page.maxBytes());
    }

    private NavigableMap<Place, TaskOutput> after(String taskId, long sequence) {
        return rows.rows().subMap(new Place(taskId, sequence), false, new Place(taskId, Long.MAX_VALUE), true);
    }

    @Override
    public long append(TaskRow task, TaskOutputDraft draft, OutputRoom room) {
        Total before = totals.find(task.id()).orElse(Total.NONE);
        TaskOutput output = new TaskOutput(
                before.latest() + 1,
                draft.attemptId(),
                draft.type(),
                Optional.ofNullable(draft.name()),
                draft.value(),
                draft.createdAt());
        rows.put(new Place(task.id(), output.sequence()), output);
        totals.put(task.id(), withoutOldest(task.id(), before.with(output), room));
        return output.sequence();
    }

    /** Every entry is dropped once, so this costs what was added. The new one stays, however large it is. */
    private Total withoutOldest(String taskId, Total full, OutputRoom room) {
        Total total = full;
        while (total.entries() > 1 && !room.holds(total.entries(), total.bytes())) {
            Place oldest = after(taskId, 0).firstKey();
            total = total.without(rows.get(oldest));
            rows.remove(oldest);
        }
        return total;
    }

    void deleteOfTask(String taskId) {
        List.copyOf(after(taskId, 0).keySet()).forEach(rows::remove);
        totals.remove(taskId);
    }
}
