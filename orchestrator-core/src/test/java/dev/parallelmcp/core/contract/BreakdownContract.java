package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.DependencyFailurePolicy;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.OutputType;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.CancelRunRequest;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.CompleteTaskRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EmitTaskOutputRequest;
import dev.parallelmcp.core.model.request.FailTaskRequest;
import dev.parallelmcp.core.model.request.PruneRunsRequest;
import dev.parallelmcp.core.model.request.RerunRunFromRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * An operation that breaks down between any two of its writes leaves nothing, and one that is asked for again does it all:
 * there is no half cascade, and no effect without its events and its token.
 */
public abstract class BreakdownContract extends NamedTaskContract {

    /** No operation here writes so many rows. */
    private static final int TOO_MANY = 1_000;

    /** Breaks the operation down before its first write, before its second, and so on, until it gets through. */
    private int breakDownEverywhere(Consumer<Orchestrator> operation) {
        Picture before = picture();
        for (int writes = 0; writes < TOO_MANY; writes++) {
            BreakingStore store = new BreakingStore(open(clock), writes);
            try (Orchestrator breaking = Orchestrator.on(store)) {
                List<Object> heard = new ArrayList<>();
                breaking.onEvent(heard::add);
                if (succeeds(store, breaking, operation)) {
                    return writes;
                }
                assertThat(heard).isEmpty();
                assertThat(picture()).as("broken down before write %s", writes).isEqualTo(before);
            }
        }
        throw new AssertionError("the operation never gets through");
    }

    private static boolean succeeds(BreakingStore store, Orchestrator breaking, Consumer<Orchestrator> operation) {
        try {
            operation.accept(breaking);
        } catch (BreakingStore.Breakdown e) {
            assertThat(store.hasBroken()).isTrue();
            return false;
        }
        assertThat(store.hasBroken()).as("a breakdown comes through").isFalse();
        return true;
    }

    /** Three levels below {@code top}, on both sides. */
    private Run cascade() {
        Run run = orchestrator
                .createRun(CreateRunRequest.builder().context(Json.of("1")).build())
                .run();
        add(run, "top");
        add(run, "left", "top");
        add(run, "right", "top");
        add(run, "bottom", "left", "right");
        enqueue(spec(run, "after", "bottom").onDependencyFailure(DependencyFailurePolicy.CONTINUE));
        return run;
    }

    @Test
    void failureTakesDownAllThatDependsOnItOrNothing() {
        Run run = cascade();
        Claim top = take("top");
        long mark = mark();

        int writes = breakDownEverywhere(on -> on.failTask(
                FailTaskRequest.builder(top.lease(), "broken").clientToken("f").build()));

        assertThat(writes).isGreaterThan(10);
        assertThat(told(mark))
                .containsExactly(
                        "task.failed top", "task.cancelled left", "task.cancelled right", "task.cancelled bottom");
        assertThat(task("after").status()).isEqualTo(TaskStatus.QUEUED);
        finish("after");
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.FAILED);
    }

    @Test
    void completionComesWithItsContextItsTokenAndItsEventsOrNotAtAll() {
        Run run = cascade();
        Claim top = take("top");
        CompleteTaskRequest request = CompleteTaskRequest.builder(top.lease())
                .output(Json.of("2"))
                .nextContext(Json.of("3"))
                .clientToken("c")
                .build();

        assertThat(breakDownEverywhere(on -> on.completeTask(request))).isGreaterThan(5);

        assertThat(run(run.id()).currentContextSnapshotId()).isNotEqualTo(run.currentContextSnapshotId());
        changesNothing(
                () -> assertThat(orchestrator.completeTask(request).replayed()).isTrue());
        finish("left");
        finish("right");
    }

    @Test
    void rerunResetsAllThatDependsOnItOrNothing() {
        cascade();
        List.of("top", "left", "right", "bottom", "after").forEach(this::finish);

        breakDownEverywhere(
                on -> on.rerunRunFrom(RerunRunFromRequest.builder("top").build()));

        List.of("top", "left", "right", "bottom", "after").forEach(this::finish);
    }

    @Test
    void cancelledRunTakesAllItsTasksAlongOrNone() {
        Run run = cascade();
        take("top");

        breakDownEverywhere(
                on -> on.cancelRun(CancelRunRequest.builder(run.id()).build()));

        assertThat(tasksOf(run)).extracting(task -> task.status()).containsOnly(TaskStatus.CANCELLED);
    }

    @Test
    void pruningDeletesAllOfARunOrNothing() {
        Run run = cascade();
        orchestrator.cancelRun(CancelRunRequest.builder(run.id()).build());
        clock.advanceMillis(1);

        breakDownEverywhere(
                on -> on.pruneRuns(PruneRunsRequest.builder(clock.instant()).build()));

        assertThat(picture()).isEqualTo(new Picture(List.of(), List.of(), List.of(), List.of()));
    }

    @Test
    void claimGivesOutALeaseWithItsEventOrNothing() {
        cascade();

        breakDownEverywhere(on -> assertThat(
                        on.claimNextTask(ClaimNextTaskRequest.builder("worker").build())
                                .claim())
                .isPresent());

        assertThat(attempts("top")).hasSize(1);
        assertThat(tryTake("top")).isEmpty();
    }

    @Test
    void outputIsKeptWithItsProgressOrNotAtAll() {
        cascade();
        Claim top = take("top");

        breakDownEverywhere(
                on -> on.emitTaskOutput(EmitTaskOutputRequest.builder(top.lease(), OutputType.PROGRESS, Json.of("1"))
                        .clientToken("e")
                        .build()));

        assertThat(outputs(orchestrator, "top")).hasSize(1);
        assertThat(task("top").progress()).contains(Json.of("1"));
    }

    @Test
    void breakdownOfAListenerLeavesTheWholeCascade() {
        cascade();
        Claim top = take("top");
        orchestrator.onEvent(event -> {
            throw new BreakingStore.Breakdown();
        });

        fail(top, "broken");

        for (String id : List.of("left", "right", "bottom")) {
            assertThat(task(id).status()).isEqualTo(TaskStatus.CANCELLED);
        }
        assertThatThrownBy(() -> take("left")).isInstanceOf(AssertionError.class);
    }
}
