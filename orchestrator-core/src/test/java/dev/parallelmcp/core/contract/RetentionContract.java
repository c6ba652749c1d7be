package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.PauseStatus;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.TaskOutput;
import dev.parallelmcp.core.model.TaskView;
import dev.parallelmcp.core.model.request.CancelRunRequest;
import dev.parallelmcp.core.model.request.CompleteTaskRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.GetContextSnapshotRequest;
import dev.parallelmcp.core.model.request.GetTaskRequest;
import dev.parallelmcp.core.model.request.ListDeadTasksRequest;
import dev.parallelmcp.core.model.request.ListRunEventsRequest;
import dev.parallelmcp.core.model.request.PauseTaskRequest;
import dev.parallelmcp.core.model.request.PruneRunsRequest;
import dev.parallelmcp.core.model.request.RequeueDeadTaskRequest;
import dev.parallelmcp.core.model.result.PruneResult;
import dev.parallelmcp.core.store.AttemptReads;
import dev.parallelmcp.core.store.Page;
import dev.parallelmcp.core.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Deleting what ended long ago. */
public abstract class RetentionContract extends NamedTaskContract {

    @Test
    void endedRunsOlderThanTheInstantAreDeleted() {
        Run before = cancelled();
        clock.advanceMillis(1);
        Run at = cancelled();
        clock.advanceMillis(1);
        Run after = cancelled();

        PruneResult pruned = prune(PruneRunsRequest.builder(run(at.id()).updatedAt()));

        assertThat(pruned.prunedRunIds()).containsExactly(before.id());
        assertThat(pruned.count()).isEqualTo(1);
        refused(ErrorCode.RECORD_NOT_FOUND, () -> run(before.id()));
        assertThat(run(at.id()).status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(run(after.id()).status()).isEqualTo(RunStatus.CANCELLED);
    }

    @Test
    void liveRunsAreNeverDeletedHoweverOld() {
        List<String> live = List.of(
                createRun().id(),
                active().id(),
                paused().id(),
                orchestrator
                        .createRun(CreateRunRequest.builder().keepOpen().build())
                        .run()
                        .id());
        clock.advanceMillis(1_000_000_000);

        changesNothing(() -> assertThat(
                        prune(PruneRunsRequest.builder(clock.instant())).prunedRunIds())
                .isEmpty());

        assertThat(live).extracting(id -> run(id).status().terminal()).containsOnly(false);
    }

    @Test
    void keptOpenRunWhoseTasksEndedIsLive() {
        Run run = orchestrator
                .createRun(CreateRunRequest.builder().keepOpen().build())
                .run();
        add(run, "a");
        finish("a");
        clock.advanceMillis(1_000);

        assertThat(prune(PruneRunsRequest.builder(clock.instant())).count()).isZero();
    }

    @Test
    void statusesChooseAmongTheEnded() {
        Run completed = completed("a");
        Run failed = failed("b");
        Run cancelled = cancelled();
        clock.advanceMillis(1);

        assertThat(prune(PruneRunsRequest.builder(clock.instant()).statuses(List.of(RunStatus.FAILED)))
                        .prunedRunIds())
                .containsExactly(failed.id());
        assertThat(prune(PruneRunsRequest.builder(clock.instant())
                                .statuses(List.of(RunStatus.CANCELLED, RunStatus.FAILED)))
                        .prunedRunIds())
                .containsExactly(cancelled.id());
        assertThat(prune(PruneRunsRequest.builder(clock.instant())).prunedRunIds())
                .containsExactly(completed.id());
    }

    @Test
    void onlyEndedStatusesCanBeAskedFor() {
        for (RunStatus live : List.of(RunStatus.PENDING, RunStatus.ACTIVE, RunStatus.WAITING)) {
            assertThat(refused(
                                    ErrorCode.INVALID_ARGUMENT,
                                    () -> prune(PruneRunsRequest.builder(clock.instant())
                                            .statuses(List.of(RunStatus.FAILED, live))))
                            .message())
                    .isEqualTo("statuses: given '" + live.wireName() + "', only ended runs can be pruned");
        }
    }

    @Test
    void limitTakesTheOldestFirst() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(cancelled().id());
            clock.advanceMillis(1);
        }

        assertThat(prune(PruneRunsRequest.builder(clock.instant()).limit(2)).prunedRunIds())
                .isEqualTo(ids.subList(0, 2));
        assertThat(prune(PruneRunsRequest.builder(clock.instant()).limit(2)).prunedRunIds())
                .isEqualTo(ids.subList(2, 4));
        assertThat(prune(PruneRunsRequest.builder(clock.instant()).limit(2)).prunedRunIds())
                .isEqualTo(ids.subList(4, 5));
    }

    @Test
    void hundredRunsAreDeletedUnlessSaidOtherwise() {
        for (int i = 0; i < 101; i++) {
            cancelled();
        }
        clock.advanceMillis(1);

        assertThat(prune(PruneRunsRequest.builder(clock.instant())).count()).isEqualTo(100);
        assertThat(prune(PruneRunsRequest.builder(clock.instant())).count()).isEqualTo(1);
        assertThat(prune(PruneRunsRequest.builder(clock.instant())).count()).isZero();
    }

    @Test
    void runThatWasOpenedAgainIsYoungAgain() {
        Run run = failed("a");
        clock.advanceMillis(1_000);
        orchestrator.requeueDeadTask(RequeueDeadTaskRequest.builder("a").build());
        assertThat(prune(PruneRunsRequest.builder(clock.instant())).count()).isZero();
        finish("a");

        assertThat(prune(PruneRunsRequest.builder(clock.instant())).count()).isZero();
        clock.advanceMillis(1);
        assertThat(prune(PruneRunsRequest.builder(clock.instant())).prunedRunIds())
                .containsExactly(run.id());
    }

    @Test
    void allThatHangsOnARunGoesWithIt() {
        Run run = orchestrator
                .createRun(CreateRunRequest.builder()
                        .id("mine")
                        .context(Json.of("{}"))
                        .clientToken("token")
                        .build())
                .run();
        enqueue(spec(run, "a").key("key").maxAttempts(1));
        add(run, "b", "a");
        Claim claim = take("a");
        String snapshot = run.currentContextSnapshotId().orElseThrow();
        HolderOperation.EMIT.call(orchestrator, claim.lease());
        failRetryably(claim, "died");
        Run other = completed("other");
        List<String> ofOther =
                orchestrator
                        .listRunEvents(ListRunEventsRequest.builder(other.id()).build())
                        .events()
                        .stream()
                        .map(Object::toString)
                        .toList();
        clock.advanceMillis(1);

        prune(PruneRunsRequest.builder(clock.instant()).statuses(List.of(RunStatus.FAILED)));

        assertThat(picture().runs()).extracting(view -> view.run().id()).containsExactly(other.id());
        assertThat(log(0)).extracting(Object::toString).isEqualTo(ofOther);
        for (String task : List.of("a", "b")) {
            refused(
                    ErrorCode.RECORD_NOT_FOUND,
                    () -> orchestrator.getTask(
                            GetTaskRequest.builder(task).includeAttempts().build()));
        }
        refused(
                ErrorCode.RECORD_NOT_FOUND,
                () -> orchestrator.getContextSnapshot(new GetContextSnapshotRequest(snapshot)));
        refused(ErrorCode.RECORD_NOT_FOUND, () -> complete(claim));
        assertThat(orchestrator
                        .listDeadTasks(ListDeadTasksRequest.builder().build())
                        .tasks())
                .extracting(TaskView::id)
                .isEmpty();
        requireGoneFromTheStore(run, claim, snapshot);
        requireEverythingToBeFreeAgain();
    }

    private void requireGoneFromTheStore(Run run, Claim claim, String snapshot) {
        try (Store store = open(clock)) {
            store.<Optional<Void>>write(tx -> {
                AttemptReads attempts = tx.attempts();
                assertThat(tx.runs().find(run.id())).isEmpty();
                assertThat(tx.tasks().find("a")).isEmpty();
                assertThat(tx.tasks().keysTaken(run.id(), List.of("key"))).isEmpty();
                assertThat(tx.tasks().hasFailedDependency("b")).isFalse();
                assertThat(attempts.find(claim.attempt().id())).isEmpty();
                assertThat(attempts.findByLease("a", claim.lease().id())).isEmpty();
                assertThat(attempts.latestOfTask("a", new Page(10, 0, 1_000)).items())
                        .isEmpty();
                assertThat(tx.taskOutputs().list("a", 0, new Page(10, 0, 1_000)).items())
                        .isEmpty();
                assertThat(tx.snapshots().find(snapshot)).isEmpty();
                assertThat(tx.tokens().find("token", Optional.empty())).isEmpty();
                return Optional.empty();
            });
        }
    }

    private void requireEverythingToBeFreeAgain() {
        Run again = orchestrator
                .createRun(CreateRunRequest.builder()
                        .id("mine")
                        .clientToken("token")
                        .build())
                .run();
        enqueue(spec(again, "a").key("key"));
        add(again, "b", "a");
        assertThat(tryTake("b")).isEmpty();
        Claim claim = take("a");
        HolderOperation.EMIT.call(orchestrator, claim.lease());
        assertThat(outputs(orchestrator, "a")).extracting(TaskOutput::sequence).containsExactly(1L);
        complete(claim);
        finish("b");
        assertThat(run(again.id()).status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void timersOfADeletedRunAreGone() {
        Run run = createRun();
        enqueue(spec(run, "delayed").delayMs(5_000));
        add(run, "held");
        take("held");
        orchestrator.cancelRun(CancelRunRequest.builder(run.id()).build());
        clock.advanceMillis(1);
        prune(PruneRunsRequest.builder(clock.instant()));
        clock.advanceMillis(100_000);

        assertThat(sweep()).isEmpty();
        assertThat(tryClaim()).isEmpty();
        assertThat(log(0)).isEmpty();
    }

    @Test
    void fencingTokensGoOnAfterTheirClaimsAreDeleted() {
        completed("a");
        long last = completedToken("b");
        clock.advanceMillis(1);
        prune(PruneRunsRequest.builder(clock.instant()));
        restart();

        assertThat(completedToken("c")).isGreaterThan(last);
    }

    @Test
    void pruneInATransactionIsUndoneWithIt() {
        cancelled();
        clock.advanceMillis(1);

        changesNothing(() -> assertThatThrownBy(() -> orchestrator.transaction(operations -> {
                    assertThat(operations
                                    .pruneRuns(PruneRunsRequest.builder(clock.instant())
                                            .build())
                                    .count())
                            .isEqualTo(1);
                    throw new IllegalArgumentException("on second thoughts");
                }))
                .isInstanceOf(IllegalArgumentException.class));
    }

    @Test
    void runThatComesAliveBetweenListingAndDeletingStays() {
        Run run = failed("a");
        Runnable requeue = () ->
                orchestrator.requeueDeadTask(RequeueDeadTaskRequest.builder("a").build());

        try (Orchestrator other = Orchestrator.on(new InterveningStore(open(clock), requeue))) {
            // Later than any change, so that the status alone tells that it is alive.
            Instant toCome = clock.instant().plusSeconds(1);
            assertThat(other.pruneRuns(PruneRunsRequest.builder(toCome).build()).prunedRunIds())
                    .isEmpty();
        }

        assertThat(run(run.id()).status()).isEqualTo(RunStatus.ACTIVE);
        finish("a");
    }

    @Test
    void runThatEndedAnewBetweenListingAndDeletingStays() {
        Run run = failed("a");
        clock.advanceMillis(1);
        Runnable again = () -> {
            orchestrator.requeueDeadTask(RequeueDeadTaskRequest.builder("a").build());
            finish("a");
        };

        try (Orchestrator other = Orchestrator.on(new InterveningStore(open(clock), again))) {
            assertThat(other.pruneRuns(PruneRunsRequest.builder(clock.instant()).build())
                            .count())
                    .isZero();
        }

        assertThat(run(run.id()).status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void storeListsWhatMayBeDeletedOldestFirst() {
        Run first = cancelled();
        clock.advanceMillis(1);
        Run second = failed("b");
        clock.advanceMillis(1);
        Run third = cancelled();
        Instant atThird = run(third.id()).updatedAt();
        List<RunStatus> ended = List.of(RunStatus.FAILED, RunStatus.CANCELLED);

        assertThat(prunable(ended, atThird, 10)).containsExactly(first.id(), second.id());
        assertThat(prunable(ended, atThird.plusMillis(1), 10)).containsExactly(first.id(), second.id(), third.id());
        assertThat(prunable(ended, atThird.plusMillis(1), 2)).containsExactly(first.id(), second.id());
        assertThat(prunable(List.of(RunStatus.CANCELLED), atThird.plusMillis(1), 10))
                .containsExactly(first.id(), third.id());
    }

    private List<String> prunable(List<RunStatus> statuses, Instant olderThan, int limit) {
        try (Store store = open(clock)) {
            return store.<List<String>>write(tx -> tx.runs().prunable(Optional.empty(), statuses, olderThan, limit));
        }
    }

    private PruneResult prune(PruneRunsRequest.Builder request) {
        return orchestrator.pruneRuns(request.build());
    }

    private Run cancelled() {
        Run run = createRun();
        return orchestrator
                .cancelRun(CancelRunRequest.builder(run.id()).build())
                .run();
    }

    private Run completed(String id) {
        Run run = createRun();
        add(run, id);
        finish(id);
        return run;
    }

    private long completedToken(String id) {
        add(createRun(), id);
        Claim claim = take(id);
        orchestrator.completeTask(CompleteTaskRequest.builder(claim.lease()).build());
        return claim.lease().fencingToken();
    }

    private Run failed(String id) {
        Run run = createRun();
        enqueue(spec(run, id).maxAttempts(1));
        bury(id);
        return run;
    }

    private Run active() {
        Run run = createRun();
        add(run, "active");
        return run;
    }

    private Run paused() {
        Run run = createRun();
        add(run, "paused");
        orchestrator.pauseTask(PauseTaskRequest.builder(take("paused").lease(), PauseStatus.BLOCKED)
                .build());
        return run;
    }
}
