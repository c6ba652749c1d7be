package dev.parallelmcp.core.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.store.ClaimFilter;
import dev.parallelmcp.core.store.TaskRow;
import dev.parallelmcp.core.store.TaskState;
import dev.parallelmcp.core.store.Transaction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Each form of a claim finds the task that a walk over all of them would find. */
class ClaimOrderTest {
    private static final List<String> NAMESPACES = List.of("a", "b");
    private static final List<String> KINDS = List.of("K", "k", "ki", "'\"", "ö");
    private static final Comparator<TaskRow> CLAIM_ORDER = Comparator.<TaskRow>comparingInt(
                    task -> -task.spec().priority())
            .thenComparing(task -> task.spec().seq());

    private final Random random = new Random(20260101);

    @Test
    void everyFormOfAClaimTakesHighestPriorityThenOldest() {
        try (SqliteStore store = SqliteStore.inMemory()) {
            store.write(transaction -> {
                List<TaskRow> tasks = fill(transaction);
                for (ClaimFilter filter : filters()) {
                    takeAll(transaction, filter, new ArrayList<>(tasks));
                }
                return true;
            });
        }
    }

    private List<TaskRow> fill(Transaction transaction) {
        for (String namespace : NAMESPACES) {
            transaction.runs().insert(Rows.run("run1" + namespace, namespace));
            transaction.runs().insert(Rows.run("run2" + namespace, namespace));
        }
        List<TaskRow> tasks = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String namespace = NAMESPACES.get(random.nextInt(NAMESPACES.size()));
            TaskRow task = Rows.task(
                    "task" + i,
                    "run" + (1 + random.nextInt(2)) + namespace,
                    namespace,
                    KINDS.get(random.nextInt(KINDS.size())),
                    random.nextInt(3) - 1);
            tasks.add(transaction.tasks().insert(task));
        }
        return tasks;
    }

    private static List<ClaimFilter> filters() {
        List<ClaimFilter> filters = new ArrayList<>();
        for (Optional<String> namespace : List.of(Optional.<String>empty(), Optional.of("a"), Optional.of("absent"))) {
            for (Optional<String> run :
                    List.of(Optional.<String>empty(), Optional.of("run1a"), Optional.of("absent"))) {
                filters.add(new ClaimFilter(namespace, run, List.of()));
                filters.add(new ClaimFilter(namespace, run, List.of("ki", "'\"", "absent", "ki")));
            }
        }
        return filters;
    }

    /** Takes ten tasks, comparing each, and puts them back. */
    private static void takeAll(Transaction transaction, ClaimFilter filter, List<TaskRow> ready) {
        List<TaskRow> taken = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Optional<TaskRow> expected =
                    ready.stream().filter(task -> matches(filter, task)).min(CLAIM_ORDER);
            Optional<TaskRow> found = transaction.tasks().nextReady(filter);
            assertThat(found).as("%s, task %d", filter, i).isEqualTo(expected);
            found.ifPresent(task -> {
                TaskState gone = Rows.ended(task, TaskStatus.CANCELLED);
                assertThat(transaction.tasks().save(task, gone)).isTrue();
                taken.add(task);
                ready.remove(task);
            });
        }
        for (TaskRow task : taken) {
            TaskRow gone = task.with(Rows.ended(task, TaskStatus.CANCELLED));
            assertThat(transaction.tasks().save(gone, task.state())).isTrue();
        }
    }

    private static boolean matches(ClaimFilter filter, TaskRow task) {
        return filter.namespace().map(task.spec().namespace()::equals).orElse(true)
                && filter.runId().map(task.spec().runId()::equals).orElse(true)
                && (filter.kinds().isEmpty()
                        || filter.kinds().contains(task.spec().kind()));
    }
}
