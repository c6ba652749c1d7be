package dev.parallelmcp.core.model;

import static dev.parallelmcp.core.model.TaskStatus.BLOCKED;
import static dev.parallelmcp.core.model.TaskStatus.CANCELLED;
import static dev.parallelmcp.core.model.TaskStatus.COMPLETED;
import static dev.parallelmcp.core.model.TaskStatus.FAILED;
import static dev.parallelmcp.core.model.TaskStatus.LEASED;
import static dev.parallelmcp.core.model.TaskStatus.QUEUED;
import static dev.parallelmcp.core.model.TaskStatus.RUNNING;
import static dev.parallelmcp.core.model.TaskStatus.WAITING_INPUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TaskStatusTest {

    /** Row by row what may follow what: the states across are those of {@link TaskStatus#values()}. */
    private static final Map<TaskStatus, String> TABLE = Map.of(
            // Q L R B W C F X: queued, leased, running, blocked, waiting_input, completed, failed, cancelled
            QUEUED, "-L-----X",
            LEASED, "Q-RBWCFX",
            RUNNING, "Q--BWCFX",
            BLOCKED, "Q-----FX",
            WAITING_INPUT, "Q-----FX",
            COMPLETED, "Q-------",
            FAILED, "Q-------",
            CANCELLED, "Q-------");

    @ParameterizedTest
    @EnumSource
    void onlyWhatTheTableSaysMayFollow(TaskStatus status) {
        String row = TABLE.getOrDefault(status, "");
        Set<TaskStatus> expected = EnumSet.noneOf(TaskStatus.class);
        int column = 0;
        for (TaskStatus next : TaskStatus.values()) {
            if (row.charAt(column++) != '-') {
                expected.add(next);
            }
        }

        assertThat(status.next()).isEqualTo(expected);
        for (TaskStatus next : TaskStatus.values()) {
            assertThat(status.mayBecome(next)).as(status + " to " + next).isEqualTo(expected.contains(next));
        }
    }

    @Test
    void everyStateIsEitherQueuedHeldPausedOrEnded() {
        assertThat(where(TaskStatus::held)).containsExactly(LEASED, RUNNING);
        assertThat(where(TaskStatus::paused)).containsExactly(BLOCKED, WAITING_INPUT);
        assertThat(where(TaskStatus::terminal)).containsExactly(COMPLETED, FAILED, CANCELLED);
    }

    @Test
    void namesAreThoseOfTheWire() {
        assertThat(Arrays.stream(TaskStatus.values()).map(WireName::wireName))
                .containsExactly(
                        "queued", "leased", "running", "blocked", "waiting_input", "completed", "failed", "cancelled");
    }

    private static Set<TaskStatus> where(Predicate<TaskStatus> predicate) {
        Set<TaskStatus> set = EnumSet.noneOf(TaskStatus.class);
        Arrays.stream(TaskStatus.values()).filter(predicate).forEach(set::add);
        return set;
    }
}
