package dev.parallelmcp.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunTallyTest {

    @ParameterizedTest
    @EnumSource
    void oneTaskCountsInItsState(TaskStatus status) {
        RunTally one = RunTally.one(status, 0);

        assertThat(one.total()).isEqualTo(1);
        assertThat(one.queuedUnmet()).isZero();
        for (TaskStatus other : TaskStatus.values()) {
            assertThat(one.of(other)).isEqualTo(other == status ? 1 : 0);
        }
        assertThat(one.unfinished()).isEqualTo(status.terminal() ? 0 : 1);
        assertThat(one.active()).isEqualTo(status == TaskStatus.QUEUED || status.held() ? 1 : 0);
    }

    @ParameterizedTest
    @EnumSource
    void unmetDependenciesCountForAQueuedTaskOnlyAndOnce(TaskStatus status) {
        RunTally one = RunTally.one(status, 3);

        assertThat(one.queuedUnmet()).isEqualTo(status == TaskStatus.QUEUED ? 1 : 0);
        assertThat(one.active()).isEqualTo(status.held() ? 1 : 0);
    }

    @Test
    void changesAddUpAndTakeOff() {
        RunTally some = new RunTally(1, 2, 3, 4, 5, 6, 7, 8, 9);
        RunTally more = new RunTally(10, 20, 30, 40, 50, 60, 70, 80, 90);

        assertThat(some.plus(more)).isEqualTo(new RunTally(11, 22, 33, 44, 55, 66, 77, 88, 99));
        assertThat(more.minus(some)).isEqualTo(new RunTally(9, 18, 27, 36, 45, 54, 63, 72, 81));
        assertThat(some.plus(RunTally.ZERO)).isEqualTo(some);
        assertThat(some.minus(some)).isEqualTo(RunTally.ZERO);
        assertThat(some.plus(RunTally.unmet(-2)).queuedUnmet()).isZero();
    }

    @Test
    void runWithoutTasksIsPendingUntilItIsClosedOrCancelled() {
        for (boolean keepOpen : new boolean[] {false, true}) {
            assertThat(RunTally.ZERO.status(RunGate.OPEN, keepOpen)).isEqualTo(RunStatus.PENDING);
            assertThat(RunTally.ZERO.status(RunGate.CANCELLED, keepOpen)).isEqualTo(RunStatus.CANCELLED);
        }
        assertThat(RunTally.ZERO.status(RunGate.CLOSED, false)).isEqualTo(RunStatus.COMPLETED);
    }

    /** Every presence and absence of each counter, under every gate, against the rule in its own words. */
    @Test
    void statusFollowsFromWhichCountersAreNotZero() {
        everyTally(tally -> {
            for (RunGate gate : RunGate.values()) {
                assertThat(tally.status(gate, false)).as(gate + " " + tally).isEqualTo(expected(tally, gate, false));
                assertThat(tally.status(gate, true))
                        .as(gate + " keepOpen " + tally)
                        .isEqualTo(expected(tally, gate, true));
            }
        });
    }

    private static RunStatus expected(RunTally tally, RunGate gate, boolean keepOpen) {
        if (gate == RunGate.CANCELLED) {
            return RunStatus.CANCELLED;
        }
        boolean claimable = tally.queued() > tally.queuedUnmet();
        if (tally.leased() > 0 || tally.running() > 0 || claimable) {
            return RunStatus.ACTIVE;
        }
        if (tally.queued() > 0 || tally.blocked() > 0 || tally.waitingInput() > 0) {
            return RunStatus.WAITING;
        }
        boolean none = tally.completed() == 0 && tally.failed() == 0 && tally.cancelled() == 0;
        if (none) {
            return gate == RunGate.CLOSED ? RunStatus.COMPLETED : RunStatus.PENDING;
        }
        if (keepOpen) {
            return RunStatus.ACTIVE;
        }
        if (tally.failed() > 0) {
            return RunStatus.FAILED;
        }
        return tally.completed() > 0 ? RunStatus.COMPLETED : RunStatus.CANCELLED;
    }

    private static void everyTally(Consumer<RunTally> check) {
        int counters = 9;
        for (int bits = 0; bits < 1 << counters; bits++) {
            int[] count = new int[counters];
            for (int i = 0; i < counters; i++) {
                count[i] = bits >> i & 1;
            }
            // All queued tasks, and those of them that have an unmet dependency: none, some or all.
            for (int unmet = 0; unmet <= 2 * count[0]; unmet++) {
                check.accept(new RunTally(
                        2 * count[0], unmet, count[2], count[3], count[4], count[5], count[6], count[7], count[8]));
            }
        }
    }

    @Test
    void endedStatusesAreTerminal() {
        assertThat(Arrays.stream(RunStatus.values()).filter(RunStatus::terminal))
                .containsExactly(RunStatus.COMPLETED, RunStatus.FAILED, RunStatus.CANCELLED);
    }
}
