package dev.parallelmcp.core.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.ResumedBy;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.store.TaskRow;
import dev.parallelmcp.core.store.TaskState;
import dev.parallelmcp.core.store.TaskStateDraft;
import dev.parallelmcp.core.store.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which statement saves a task depends on what has changed of it: whatever it is, it is saved. */
class SavedFieldsTest {
    private static final Instant LATER = Rows.NOW.plusSeconds(1);
    private static final Json VALUE = Json.trusted("{\"a\":1}");

    private static final List<UnaryOperator<TaskStateDraft>> CHANGES = List.of(
            task -> task.statusReason("reason"),
            task -> task.attemptNumber(6),
            task -> task.attemptCount(2),
            task -> task.resetNumber(1),
            task -> task.notBefore(LATER),
            task -> task.delayed(true),
            task -> task.contextSnapshotId("ctx"),
            task -> task.dead(true),
            task -> task.resumeAt(LATER),
            task -> task.deadlineAt(LATER),
            task -> task.resumedBy(ResumedBy.INPUT),
            task -> task.updatedAt(LATER),
            task -> task.startedAt(LATER),
            task -> task.completedAt(LATER),
            task -> task.error("error"),
            task -> task.progress(VALUE),
            task -> task.output(VALUE),
            task -> task.resumeState(VALUE),
            task -> task.resumeInput(VALUE));

    private final SqliteStore store = SqliteStore.inMemory();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aSingleChangeOfAnyFieldIsSaved() {
        TaskRow saved = store.write(SavedFieldsTest::insert);
        for (UnaryOperator<TaskStateDraft> change : CHANGES) {
            TaskRow before = saved;
            TaskState after = change.apply(before.state().edit()).build();
            assertThat(after).isNotEqualTo(before.state());
            saved = store.write(transaction -> {
                assertThat(transaction.tasks().save(before, after)).isTrue();
                return transaction.tasks().find(before.id()).orElseThrow();
            });
            assertThat(saved.state()).isEqualTo(after);
        }
    }

    /** Of an ended task nearly every field may have any value. */
    private static TaskRow insert(Transaction transaction) {
        transaction.runs().insert(Rows.run("run"));
        TaskStateDraft state =
                Rows.queued().status(TaskStatus.FAILED).completedAt(Rows.NOW).attemptNumber(5);
        return transaction.tasks().insert(Rows.task("task", "run").with(state.build()));
    }
}
