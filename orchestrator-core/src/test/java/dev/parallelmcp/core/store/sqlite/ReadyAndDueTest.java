package dev.parallelmcp.core.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.model.DependencyFailurePolicy;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.store.ClaimFilter;
import dev.parallelmcp.core.store.DueTask;
import dev.parallelmcp.core.store.Hold;
import dev.parallelmcp.core.store.TaskRow;
import dev.parallelmcp.core.store.TaskState;
import dev.parallelmcp.core.store.TaskStateDraft;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the database calls ready and due is what the engine calls so. */
class ReadyAndDueTest {
    private static final ClaimFilter ANY = new ClaimFilter(Optional.empty(), Optional.empty(), List.of());

    private final SqliteStore store = SqliteStore.inMemory();

    @BeforeEach
    void createRun() {
        store.write(transaction -> {
            transaction.runs().insert(Rows.run("run"));
            return true;
        });
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void databaseAndEngineAgreeInEveryState() {
        for (TaskState state : states()) {
            store.write(transaction -> {
                TaskRow task =
                        transaction.tasks().insert(Rows.task("task", "run").with(state));
                assertThat(transaction.tasks().nextReady(ANY).isPresent())
                        .as("ready: %s", state)
                        .isEqualTo(state.ready());
                assertThat(transaction.tasks().nextDue(Optional.empty()))
                        .as("due: %s", state)
                        .isEqualTo(Optional.ofNullable(state.dueAt()));
                Instant due = Objects.requireNonNullElse(state.dueAt(), Rows.NOW.plusSeconds(1_000));
                assertThat(transaction.tasks().due(due.minusMillis(1), 10)).isEmpty();
                assertThat(transaction.tasks().due(due, 10))
                        .isEqualTo(
                                state.dueAt() == null
                                        ? List.of()
                                        : List.of(new DueTask(
                                                task.id(), task.spec().namespace(), state.status())));
                transaction.runs().delete("run");
                transaction.runs().insert(Rows.run("run"));
                return true;
            });
        }
    }

    /** Every status with every combination of the values that bear on the two. */
    private static List<TaskState> states() {
        List<TaskState> states = new ArrayList<>();
        for (TaskStatus status : TaskStatus.values()) {
            for (int unmet = 0; unmet < 2; unmet++) {
                for (Instant notBefore : times(30)) {
                    for (Instant resumeAt : times(20)) {
                        for (Instant deadlineAt : times(10)) {
                            states.add(state(status, unmet, notBefore, resumeAt, deadlineAt));
                        }
                    }
                }
            }
        }
        return states;
    }

    private static List<Instant> times(int seconds) {
        return Arrays.asList(null, Rows.NOW.plusSeconds(seconds), Rows.NOW.plusSeconds(40 - seconds));
    }

    private static TaskState state(
            TaskStatus status, int unmet, Instant notBefore, Instant resumeAt, Instant deadlineAt) {
        TaskStateDraft draft = Rows.queued()
                .status(status)
                .unmetDependencies(unmet)
                .notBefore(notBefore)
                .delayed(notBefore != null)
                .resumeAt(resumeAt)
                .deadlineAt(deadlineAt);
        if (status.held()) {
            draft.hold(new Hold("attempt", "lease", "worker", 1, Rows.NOW.plusSeconds(5), null));
        }
        if (status.terminal()) {
            draft.completedAt(Rows.NOW);
        }
        return draft.build();
    }

    @Test
    void metDependencyMakesReadyAndUnmetTakesBack() {
        Set<DependencyFailurePolicy> cancelOnly = Set.of(DependencyFailurePolicy.CANCEL);
        store.write(transaction -> {
            transaction.tasks().insert(finished("first"));
            transaction.tasks().insert(finished("second"));
            transaction.tasks().insert(Rows.dependent("one", "run", DependencyFailurePolicy.CANCEL, List.of("first")));
            transaction
                    .tasks()
                    .insert(Rows.dependent("both", "run", DependencyFailurePolicy.CANCEL, List.of("first", "second")));
            transaction.tasks().insert(Rows.dependent("wait", "run", DependencyFailurePolicy.WAIT, List.of("first")));

            assertThat(transaction.tasks().dependencyMet("first", cancelOnly)).isEqualTo(1);
            assertThat(transaction.tasks().nextReady(ANY)).map(TaskRow::id).contains("one");
            assertThat(transaction.tasks().dependencyMet("second", cancelOnly)).isEqualTo(1);
            assertThat(transaction.tasks().dependencyUnmet("first", cancelOnly)).isEqualTo(2);
            assertThat(transaction.tasks().nextReady(ANY)).isEmpty();
            assertThat(transaction.tasks().find("wait").orElseThrow().state().unmetDependencies())
                    .isEqualTo(1);
            assertThat(transaction.tasks().dependents("first", TaskStatus.QUEUED))
                    .containsExactly("one", "both", "wait");
            return true;
        });
    }

    @Test
    void saveDoesNotUndoACascade() {
        store.write(transaction -> {
            transaction.tasks().insert(finished("first"));
            TaskRow before = transaction
                    .tasks()
                    .insert(Rows.dependent("one", "run", DependencyFailurePolicy.CANCEL, List.of("first")));
            transaction.tasks().dependencyMet("first", Set.of(DependencyFailurePolicy.values()));
            assertThat(transaction.tasks().save(before, before.state())).isTrue();
            assertThat(transaction.tasks().nextReady(ANY)).map(TaskRow::id).contains("one");
            return true;
        });
    }

    private static TaskRow finished(String id) {
        TaskRow task = Rows.task(id, "run");
        return task.with(Rows.ended(task, TaskStatus.COMPLETED));
    }
}
