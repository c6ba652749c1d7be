package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parallelmcp.core.contract.RepeatableCall.Reply;
import dev.parallelmcp.core.contract.RepeatableCall.Scene;
import dev.parallelmcp.core.engine.Operations;
import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.Event;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.CancelRunRequest;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.ExpireLeasesRequest;
import dev.parallelmcp.core.model.request.ListEventsSinceRequest;
import dev.parallelmcp.core.model.request.PruneRunsRequest;
import dev.parallelmcp.core.model.result.ClaimResult;
import dev.parallelmcp.core.model.result.ExpireResult;
import dev.parallelmcp.core.model.result.PruneResult;
import dev.parallelmcp.core.store.Store;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens, time, retention and listeners of two callers who see one namespace each, side by side in one store. */
public abstract class NamespaceViewContract extends NamedTaskContract {

    private Orchestrator left;
    private Orchestrator right;

    @BeforeEach
    final void openBoth() {
        left = pinned("left");
        right = pinned("right");
    }

    @AfterEach
    final void closeBoth() {
        left.close();
        right.close();
    }

    private Orchestrator pinned(String namespace) {
        return Orchestrator.builder(open(clock)).namespace(namespace).build();
    }

    private static Run runOf(Operations on) {
        return on.createRun(CreateRunRequest.builder().keepOpen().build()).run();
    }

    private static ClaimResult claimOf(Operations on) {
        return on.claimNextTask(ClaimNextTaskRequest.builder("worker").build());
    }

    private static void addTo(Operations on, EnqueueTaskRequest.Builder request) {
        on.enqueueTask(request.build());
    }

    @ParameterizedTest
    @EnumSource
    void sameTokenMeansEachCallersOwnCall(RepeatableCall call) {
        Scene onLeft = Scene.on(left);
        Scene onRight = Scene.on(right);

        Reply first = call.call(onLeft, RepeatableCall.FIRST);
        Reply second = call.call(onRight, RepeatableCall.OTHER);

        assertThat(first.replayed()).isFalse();
        assertThat(second.replayed()).isFalse();
        assertThat(call.call(onLeft, RepeatableCall.FIRST)).isEqualTo(new Reply(first.entity(), true));
        assertThat(call.call(onRight, RepeatableCall.OTHER)).isEqualTo(new Reply(second.entity(), true));
    }

    @ParameterizedTest
    @EnumSource
    void conflictOverATokenIsWithinTheNamespace(RepeatableCall call) {
        Scene onLeft = Scene.on(left);
        Scene onRight = Scene.on(right);
        call.call(onLeft, RepeatableCall.FIRST);
        call.another().call(onRight, RepeatableCall.FIRST);

        refused(ErrorCode.IDEMPOTENCY_CONFLICT, () -> call.call(onLeft, RepeatableCall.OTHER));
        refused(ErrorCode.IDEMPOTENCY_CONFLICT, () -> call.another().call(onRight, RepeatableCall.OTHER));
    }

    @Test
    void emptyClaimTellsWhenItsOwnNextTaskComesDue() {
        addTo(right, spec(runOf(right), "r").delayMs(1_000));
        assertThat(claimOf(left).retryAfterMs()).isEmpty();

        addTo(left, spec(runOf(left), "l").delayMs(5_000));

        assertThat(claimOf(left).retryAfterMs()).contains(5_000L);
        assertThat(claimOf(right).retryAfterMs()).contains(1_000L);
        assertThat(claimOf(orchestrator).retryAfterMs()).contains(1_000L);
        assertThat(orchestrator
                        .claimNextTask(ClaimNextTaskRequest.builder("worker")
                                .namespace("left")
                                .build())
                        .retryAfterMs())
                .contains(5_000L);
    }

    @ParameterizedTest
    @EnumSource
    void timePassesForAllButTheAnswerNamesItsOwn(Face face) {
        addTo(left, spec(runOf(left), "l"));
        addTo(right, spec(runOf(right), "r"));
        claimOf(left);
        claimOf(right);
        clock.advanceMillis(60_000);

        ExpireResult expired = face.of(left).expireLeases(new ExpireLeasesRequest());

        assertThat(expired).isEqualTo(new ExpireResult(List.of("l"), 1));
        assertThat(task("r").status()).isEqualTo(TaskStatus.QUEUED);
        assertThat(face.of(right).expireLeases(new ExpireLeasesRequest())).isEqualTo(new ExpireResult(List.of(), 0));
    }

    @ParameterizedTest
    @EnumSource
    void claimAppliesWhatIsDueToOthersAndTakesNothingOfTheirs(Face face) {
        Run run = runOf(right);
        addTo(right, spec(run, "held"));
        claimOf(right);
        addTo(right, spec(run, "delayed").delayMs(10).priority(9));
        clock.advanceMillis(60_000);

        assertThat(claimOf(face.of(left)).claim()).isEmpty();

        assertThat(task("held").status()).isEqualTo(TaskStatus.QUEUED);
        assertThat(claimOf(right).claim().orElseThrow().task().id()).isEqualTo("delayed");
    }

    @ParameterizedTest
    @EnumSource
    void pruningLeavesOthersAloneAndCountsItsLimitAmongItsOwn(Face face) {
        Run foreign = endedRun(right);
        clock.advanceMillis(1);
        Run own = endedRun(left);
        clock.advanceMillis(1);

        PruneResult pruned = face.of(left)
                .pruneRuns(PruneRunsRequest.builder(clock.instant()).limit(1).build());

        assertThat(pruned).isEqualTo(new PruneResult(List.of(own.id()), 1));
        assertThat(run(foreign.id())).isEqualTo(foreign);
    }

    private static Run endedRun(Operations on) {
        return on.cancelRun(CancelRunRequest.builder(runOf(on).id()).build()).run();
    }

    @Test
    void listenerHearsItsOwnEventsAndNotWhatTimeBringsToOthers() {
        List<Event> heard = new CopyOnWriteArrayList<>();
        List<Event> heardOfAll = new CopyOnWriteArrayList<>();
        Orchestrator speaking = pinned("left");
        speaking.onEvent(heard::add);
        orchestrator.onEvent(heardOfAll::add);
        addTo(right, spec(runOf(right), "r"));
        claimOf(right);
        clock.advanceMillis(60_000);

        addTo(speaking, spec(runOf(speaking), "l"));
        claimOf(speaking);
        List<Event> log =
                left.listEventsSince(ListEventsSinceRequest.builder().build()).events();
        assertThat(log(0)).extracting(Event::eventType).contains(EventType.TASK_LEASE_EXPIRED);
        // Closing lets listeners hear what was committed.
        speaking.close();

        assertThat(log).extracting(Event::eventType).contains(EventType.TASK_CLAIMED);
        assertThat(heard).isEqualTo(log);
        assertThat(heardOfAll).isEmpty();
    }

    @Test
    void whoNamesNoNamespaceHearsOfAll() {
        List<Event> heard = new CopyOnWriteArrayList<>();
        orchestrator.onEvent(heard::add);
        orchestrator.createRun(CreateRunRequest.builder().namespace("left").build());
        orchestrator.createRun(CreateRunRequest.builder().namespace("right").build());
        List<Event> log = log(0);

        restart();

        assertThat(heard).hasSize(2).isEqualTo(log);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "half a pair \ud800"})
    void textThatCannotBeANamespaceIsRefused(String text) {
        try (Store store = open(clock)) {
            assertThatExceptionOfType(OrchestratorException.class)
                    .isThrownBy(() -> Orchestrator.builder(store).namespace(text))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
                    .withMessageStartingWith("namespace: ");
        }
    }
}
