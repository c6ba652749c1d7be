package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.Limits;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.TaskSummary;
import dev.parallelmcp.core.model.TaskView;
import dev.parallelmcp.core.model.request.CancelRunRequest;
import dev.parallelmcp.core.model.request.ClaimTasksRequest;
import dev.parallelmcp.core.model.request.CompleteTasksRequest;
import dev.parallelmcp.core.model.request.Completion;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.PruneRunsRequest;
import dev.parallelmcp.core.model.request.RerunRunFromRequest;
import dev.parallelmcp.core.model.result.ClaimsResult;
import dev.parallelmcp.core.model.result.CompleteTasksResult;
import dev.parallelmcp.core.model.result.CompletionOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a repeated batch answers: each item as it was recorded, and nobody's lease but the first holder's. */
public abstract class BatchReplayContract extends NamedTaskContract {

    private static final String TOKEN = "batch-1";

    private ClaimsResult claimAll() {
        return orchestrator.claimTasks(
                ClaimTasksRequest.builder("worker", 3).clientToken(TOKEN).build());
    }

    private CompleteTasksResult completeAll(String worker, Completion... completions) {
        return orchestrator.completeTasks(CompleteTasksRequest.builder(worker, List.of(completions))
                .clientToken(TOKEN)
                .build());
    }

    private static Completion of(Claim claim, String output) {
        return Completion.builder(claim.lease()).output(Json.of(output)).build();
    }

    private List<Claim> claimsOfThree() {
        Run run = createRun();
        add(run, "a");
        add(run, "b");
        add(run, "c");
        return claimAll().claims();
    }

    @Test
    void repeatedClaimAnswersTheSameClaimsWhileTheirLeasesLive() {
        List<Claim> first = claimsOfThree();
        clock.advanceMillis(59_999);
        changesNothing(() -> {
            ClaimsResult second = claimAll();
            assertThat(second.claims()).isEqualTo(first);
            assertThat(second.replayed()).isTrue();
            assertThat(second.truncated()).isFalse();
        });
        assertThat(first)
                .allSatisfy(claim -> assertThat(claim.lease().clientToken()).contains(TOKEN));
    }

    @Test
    void claimThatHasEndedIsLeftOutWhileOthersLive() {
        List<Claim> first = claimsOfThree();
        complete(first.get(0));
        changesNothing(() -> assertThat(claimAll().claims()).isEqualTo(first.subList(1, 3)));
    }

    @Test
    void leaseOfAnotherHolderIsNeverAnswered() {
        List<Claim> first = claimsOfThree();
        release(first.get(1));
        Claim others = take("b");
        assertThat(others.lease()).isNotEqualTo(first.get(1).lease());
        assertThat(claimAll().claims()).containsExactly(first.get(0), first.get(2));
    }

    @Test
    void whenNoneLivesAnyMoreTheFirstLeaseTellsWhy() {
        List<Claim> first = claimsOfThree();
        clock.advanceMillis(60_000);
        OrchestratorException refusal = refused(ErrorCode.LEASE_EXPIRED, this::claimAll);
        assertThat(refusal.ids())
                .containsEntry("taskId", "a")
                .containsEntry("leaseId", first.get(0).lease().id());
        take("a");
        refused(ErrorCode.LEASE_CONFLICT, this::claimAll);
    }

    @Test
    void claimOfNothingRecordsNothing() {
        assertThat(claimAll().claims()).isEmpty();
        add(createRun(), "a");
        ClaimsResult later = claimAll();
        assertThat(later.claims()).hasSize(1);
        assertThat(later.replayed()).isFalse();
    }

    @Test
    void claimOfOtherArgumentsIsAConflictButLengthAndContentsMayDiffer() {
        List<Claim> first = claimsOfThree();
        refused(
                ErrorCode.IDEMPOTENCY_CONFLICT,
                () -> orchestrator.claimTasks(ClaimTasksRequest.builder("worker", 2)
                        .clientToken(TOKEN)
                        .build()));
        ClaimsResult again = orchestrator.claimTasks(ClaimTasksRequest.builder("worker", 3)
                .leaseMs(5)
                .includeContext()
                .includeDependencyOutputs()
                .clientToken(TOKEN)
                .build());
        assertThat(again.claims())
                .extracting(Claim::lease)
                .isEqualTo(first.stream().map(Claim::lease).toList());
        assertThat(again.claims())
                .allSatisfy(claim -> assertThat(claim.dependencyOutputs()).contains(List.of()));
    }

    @Test
    void tokenOfAClaimLivesAsLongAsTheRunOfItsFirstTask() {
        Run first = createRun();
        Run second = createRun();
        add(first, "a");
        add(second, "b");
        assertThat(claimAll().claims()).hasSize(2);
        orchestrator.cancelRun(CancelRunRequest.builder(second.id()).build());
        clock.advanceMillis(1);
        orchestrator.pruneRuns(PruneRunsRequest.builder(clock.instant()).build());
        assertThat(claimAll().claims()).extracting(claim -> claim.task().id()).containsExactly("a");
        orchestrator.cancelRun(CancelRunRequest.builder(first.id()).build());
        clock.advanceMillis(1);
        orchestrator.pruneRuns(PruneRunsRequest.builder(clock.instant()).build());
        ClaimsResult afresh = claimAll();
        assertThat(afresh.claims()).isEmpty();
        assertThat(afresh.replayed()).isFalse();
    }

    @Test
    void tokenOfAClaimIsOfTheNamespaceThatItNames() {
        add(createRun(CreateRunRequest.builder().namespace("left")), "a");
        add(createRun(CreateRunRequest.builder().namespace("right")), "b");

        for (String namespace : List.of("left", "right", "left")) {
            List<Claim> claims = orchestrator
                    .claimTasks(ClaimTasksRequest.builder("worker", 3)
                            .namespace(namespace)
                            .clientToken(TOKEN)
                            .build())
                    .claims();
            assertThat(claims).extracting(claim -> claim.run().namespace()).containsExactly(namespace);
        }
    }

    @Test
    void repeatedCompletionAnswersTasksAsTheyAreNowAndRefusalsAsTheyWere() {
        List<Claim> claims = claimsOfThree();
        release(claims.get(1));
        Completion[] completions = {
            Completion.builder("task_none", "lease_none").build(),
            of(claims.get(0), "1"),
            of(claims.get(1), "2"),
            of(claims.get(2), "3")
        };
        CompleteTasksResult first = completeOnce(completions);
        assertThat(first.replayed()).isFalse();
        orchestrator.rerunRunFrom(RerunRunFromRequest.builder("a").build());
        finish("b");

        changesNothing(() -> {
            CompleteTasksResult second = completeOnce(completions);
            assertThat(second.replayed()).isTrue();
            assertThat(second.results()).hasSize(4);
            assertThat(second.results().get(0)).isEqualTo(first.results().get(0));
            assertThat(second.results().get(1).task()).contains(task("a"));
            assertThat(task("a").status()).isEqualTo(TaskStatus.QUEUED);
            assertThat(second.results().get(2)).isEqualTo(first.results().get(2));
            assertThat(second.results().get(2).error().orElseThrow().code()).isEqualTo(ErrorCode.INVALID_TRANSITION);
            assertThat(second.results().get(3).task()).contains(task("c"));
        });
    }

    /** With a token of its own, since the claim used the other. */
    private CompleteTasksResult completeOnce(Completion... completions) {
        return orchestrator.completeTasks(CompleteTasksRequest.builder("worker", List.of(completions))
                .clientToken("other")
                .build());
    }

    /** Whatever became of the tasks: here each has failed with an error that takes up 13 bytes for each letter. */
    @Test
    void repeatedCompletionAnswersInShortWhatHasGrownTooLargeSince() {
        Run run = createRun(CreateRunRequest.builder().keepOpen());
        List<String> ids = IntStream.range(0, 12).mapToObj(i -> "t" + i).toList();
        Completion[] completions = ids.stream()
                .map(id -> {
                    add(run, id);
                    return of(take(id), "1");
                })
                .toArray(Completion[]::new);
        completeOnce(completions);
        for (String id : ids) {
            orchestrator.rerunRunFrom(RerunRunFromRequest.builder(id).build());
            fail(take(id), "\u0001".repeat(Limits.MAX_ERROR_CHARACTERS));
        }

        List<TaskView> tasks = completeOnce(completions).results().stream()
                .map(outcome -> outcome.task().orElseThrow())
                .toList();

        assertThat(tasks).allSatisfy(task -> assertThat(task.status()).isEqualTo(TaskStatus.FAILED));
        assertThat(tasks.subList(0, 9)).allSatisfy(task -> assertThat(task).isEqualTo(task(task.id())));
        assertThat(tasks.subList(9, 12))
                .allSatisfy(task -> assertThat(task)
                        .isInstanceOfSatisfying(
                                TaskSummary.class,
                                summary -> assertThat(summary.error()).isEmpty()));
    }

    @Test
    void completionByOtherHoldersWithTheSameOutcomesIsARepetition() {
        List<Claim> lost = claimsOfThree();
        clock.advanceMillis(60_000);
        Claim a = take("a");
        CompleteTasksResult first =
                orchestrator.completeTasks(CompleteTasksRequest.builder("worker", List.of(of(a, "{\"x\":1,\"y\":2}")))
                        .clientToken("outcome")
                        .build());
        assertThat(first.results().get(0).error()).isEmpty();

        CompleteTasksResult repeated = orchestrator.completeTasks(
                CompleteTasksRequest.builder("somebody else", List.of(of(lost.get(0), "{\"y\":2, \"x\":1}")))
                        .clientToken("outcome")
                        .build());

        assertThat(repeated.replayed()).isTrue();
        assertThat(repeated.results()).isEqualTo(first.results());
        refused(
                ErrorCode.IDEMPOTENCY_CONFLICT,
                () -> orchestrator.completeTasks(
                        CompleteTasksRequest.builder("worker", List.of(of(lost.get(0), "{\"x\":2}")))
                                .clientToken("outcome")
                                .build()));
    }

    @Test
    void callOfWhichEverythingWasRefusedRecordsNothing() {
        Run run = createRun();
        add(run, "a");
        Claim claim = take("a");
        Completion wrong = Completion.builder("a", "lease_none").build();
        Completion right = of(claim, "1");
        CompleteTasksResult first = completeAll("worker", wrong);
        assertThat(first.results().get(0).error()).isPresent();

        CompleteTasksResult second = completeAll("worker", right);

        assertThat(second.replayed()).isFalse();
        assertThat(second.results().get(0).task()).contains(task("a"));
    }

    @Test
    void completedTaskThatWasPrunedSinceIsNotFound() {
        Run kept = createRun(CreateRunRequest.builder().keepOpen());
        Run gone = createRun();
        add(kept, "a");
        add(gone, "b");
        Completion[] completions = {of(take("a"), "1"), of(take("b"), "2")};
        completeAll("worker", completions);
        clock.advanceMillis(1);
        orchestrator.pruneRuns(PruneRunsRequest.builder(clock.instant()).build());

        List<CompletionOutcome> again =
                new ArrayList<>(completeAll("worker", completions).results());

        assertThat(again.get(0).task()).contains(task("a"));
        assertThat(again.get(1).error().orElseThrow().code()).isEqualTo(ErrorCode.RECORD_NOT_FOUND);
    }
}
