package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.PauseStatus;
import dev.parallelmcp.core.model.RetryPolicy;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.RequeueDeadTaskRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which task a claim takes: order, filters, and what can be claimed at all. */
public abstract class ClaimOrderContract extends ObservingContract {

    @Test
    void higherPriorityIsClaimedFirst() {
        Run run = createRun();
        Task low = enqueue(EnqueueTaskRequest.builder(run.id(), "a").priority(-1_000_000));
        Task normal = enqueue(run, "a");
        Task high = enqueue(EnqueueTaskRequest.builder(run.id(), "a").priority(1_000_000));
        Task raised = enqueue(EnqueueTaskRequest.builder(run.id(), "a").priority(1));
        assertThat(claimAll(ClaimNextTaskRequest.builder("worker")))
                .containsExactly(high.id(), raised.id(), normal.id(), low.id());
    }

    @Test
    void equalPriorityIsClaimedInEnqueueOrderWhateverTheClockSays() {
        Run run = createRun();
        Run other = createRun();
        List<String> enqueued = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            // Backwards in time, from run to run, under ids whose own order is another.
            clock.set(clock.instant().minus(Duration.ofMinutes(1)));
            enqueued.add(enqueue(EnqueueTaskRequest.builder((i % 2 == 0 ? run : other).id(), "a")
                            .id("task-" + i * 7 % 10))
                    .id());
        }
        assertThat(claimAll(ClaimNextTaskRequest.builder("worker"))).isEqualTo(enqueued);
    }

    @Test
    void orderHoldsAcrossKindsRunsAndNamespaces() {
        Run here = createRun();
        Run elsewhere = createRun(CreateRunRequest.builder().namespace("team"));
        Task first = enqueue(elsewhere, "b");
        Task second = enqueue(here, "a");
        Task third = enqueue(elsewhere, "a");
        Task urgent = enqueue(EnqueueTaskRequest.builder(here.id(), "b").priority(1));
        assertThat(claimAll(ClaimNextTaskRequest.builder("worker").kinds(List.of("a", "b"))))
                .containsExactly(urgent.id(), first.id(), second.id(), third.id());
    }

    @Test
    void orderHoldsUnderEveryFilter() {
        List<String> kinds = List.of("a", "b", "c");
        for (int filters = 0; filters < 8; filters++) {
            String namespace = "team-" + filters;
            Run run = createRun(CreateRunRequest.builder().namespace(namespace));
            List<String> enqueued = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                enqueued.add(enqueue(EnqueueTaskRequest.builder(run.id(), kinds.get(i % 3))
                                .priority(i % 2))
                        .id());
            }
            ClaimNextTaskRequest.Builder request = ClaimNextTaskRequest.builder("worker");
            request = (filters & 1) == 0 ? request : request.kinds(kinds);
            request = (filters & 2) == 0 ? request : request.namespace(namespace);
            request = (filters & 4) == 0 ? request : request.runId(run.id());
            assertThat(claimAll(request))
                    .as("filters %s", filters)
                    .containsExactly(
                            enqueued.get(1),
                            enqueued.get(3),
                            enqueued.get(5),
                            enqueued.get(0),
                            enqueued.get(2),
                            enqueued.get(4));
        }
    }

    @Test
    void taskThatComesBackKeepsItsPlaceInTheOrder() {
        Run run = createRun();
        Task released = enqueue(run, "a");
        Task paused = enqueue(run, "a");
        Task retried = enqueue(run, "a");
        Task expired = enqueue(run, "a");
        release(claim());
        assertThat(claim().task().id()).isEqualTo(released.id());
        pause(claim(), PauseStatus.BLOCKED);
        failRetryably(claim());
        assertThat(claim().task().id()).isEqualTo(retried.id());
        claimFor(1_000);
        Task last = enqueue(run, "a");
        resume(paused);
        clock.advanceMillis(60_000);
        assertThat(claimAll(ClaimNextTaskRequest.builder("worker")))
                .containsExactly(released.id(), paused.id(), retried.id(), expired.id(), last.id());
    }

    @Test
    void delayedTaskIsClaimedByItsPriorityAndEnqueueOrderOnceItIsDue() {
        Run run = createRun();
        Task delayed = enqueue(EnqueueTaskRequest.builder(run.id(), "a").delayMs(1_000));
        Task delayedLess = enqueue(EnqueueTaskRequest.builder(run.id(), "a").delayMs(500));
        Task ready = enqueue(run, "a");
        clock.advanceMillis(1_000);
        assertThat(claimAll(ClaimNextTaskRequest.builder("worker")))
                .containsExactly(delayed.id(), delayedLess.id(), ready.id());
    }

    @Test
    void orderSurvivesARestart() {
        Run run = createRun();
        Task first = enqueue(run, "a");
        Task high = enqueue(EnqueueTaskRequest.builder(run.id(), "a").priority(5));
        restart();
        Task last = enqueue(run, "a");
        assertThat(claimAll(ClaimNextTaskRequest.builder("worker"))).containsExactly(high.id(), first.id(), last.id());
    }

    @Test
    void claimTakesOnlyTheKindsAskedFor() {
        Run run = createRun();
        Task a = enqueue(run, "a");
        Task b = enqueue(EnqueueTaskRequest.builder(run.id(), "b").priority(9));
        Task c = enqueue(run, "c");
        assertThat(tryClaim(ClaimNextTaskRequest.builder("worker").kinds(List.of("d"))))
                .isEmpty();
        assertThat(claimAll(ClaimNextTaskRequest.builder("worker").kinds(List.of("c", "a", "a"))))
                .containsExactly(a.id(), c.id());
        assertThat(claimAll(ClaimNextTaskRequest.builder("worker"))).containsExactly(b.id());
    }

    @Test
    void claimTakesOnlyTasksOfTheRunAskedFor() {
        Run run = createRun();
        Run other = createRun();
        enqueue(EnqueueTaskRequest.builder(other.id(), "a").priority(9));
        Task wanted = enqueue(run, "a");
        Claim claim = claim(ClaimNextTaskRequest.builder("worker").runId(run.id()));
        assertThat(claim.task().id()).isEqualTo(wanted.id());
        assertThat(claim.run()).isEqualTo(run(run.id()));
        assertThat(tryClaim(ClaimNextTaskRequest.builder("worker").runId(run.id())))
                .isEmpty();
    }

    @Test
    void claimTakesOnlyTasksOfTheNamespaceAskedFor() {
        Run here = createRun();
        Run elsewhere = createRun(CreateRunRequest.builder().namespace("team"));
        Task ofTeam = enqueue(elsewhere, "a");
        Task ofDefault = enqueue(here, "a");
        assertThat(tryClaim(ClaimNextTaskRequest.builder("worker").namespace("nobody")))
                .isEmpty();
        assertThat(claimAll(ClaimNextTaskRequest.builder("worker").namespace("default")))
                .containsExactly(ofDefault.id());
        assertThat(claimAll(ClaimNextTaskRequest.builder("worker").namespace("team")))
                .containsExactly(ofTeam.id());
    }

    @Test
    void filtersAreAllHeldTogether() {
        Run here = createRun();
        Run there = createRun(CreateRunRequest.builder().namespace("team"));
        Run thereToo = createRun(CreateRunRequest.builder().namespace("team"));
        for (Run run : List.of(here, there, thereToo)) {
            enqueue(EnqueueTaskRequest.builder(run.id(), "a").id(run.id() + "-a"));
            enqueue(EnqueueTaskRequest.builder(run.id(), "b")
                    .id(run.id() + "-b")
                    .priority(1));
        }
        assertThat(next(ClaimNextTaskRequest.builder("worker")
                        .namespace("default")
                        .runId(there.id())))
                .isEmpty();
        assertThat(next(ClaimNextTaskRequest.builder("worker")
                        .namespace("team")
                        .runId(thereToo.id())
                        .kinds(List.of("a"))))
                .contains(thereToo.id() + "-a");
        assertThat(next(ClaimNextTaskRequest.builder("worker").namespace("team").kinds(List.of("a"))))
                .contains(there.id() + "-a");
        assertThat(next(ClaimNextTaskRequest.builder("worker").namespace("team").kinds(List.of("a"))))
                .isEmpty();
        assertThat(next(ClaimNextTaskRequest.builder("worker").namespace("team").runId(there.id())))
                .contains(there.id() + "-b");
        assertThat(next(ClaimNextTaskRequest.builder("worker").runId(here.id()).kinds(List.of("c", "a"))))
                .contains(here.id() + "-a");
        assertThat(claimAll(ClaimNextTaskRequest.builder("worker")))
                .containsExactly(here.id() + "-b", thereToo.id() + "-b");
    }

    @Test
    void nothingElseThanReadyTasksCanBeClaimed() {
        Run run = createRun();
        Task first = enqueue(run, "leased");
        enqueue(run, "paused");
        enqueue(run, "completed");
        enqueue(run, "failed");
        enqueue(EnqueueTaskRequest.builder(run.id(), "dead").maxAttempts(1));
        enqueue(EnqueueTaskRequest.builder(run.id(), "delayed by retry").retry(RetryPolicy.fixed(60_000)));
        claim();
        pause(claim(), PauseStatus.WAITING_INPUT);
        complete(claim());
        fail(claim());
        failRetryably(claim());
        failRetryably(claim());
        enqueue(EnqueueTaskRequest.builder(run.id(), "delayed").delayMs(60_000));
        enqueue(EnqueueTaskRequest.builder(run.id(), "later")
                .notBefore(clock.instant().plusMillis(1)));
        enqueue(EnqueueTaskRequest.builder(run.id(), "unmet").dependsOnTaskIds(List.of(first.id())));
        Run cancelled = createRun();
        enqueue(cancelled, "cancelled");
        cancel(cancelled);
        assertThat(tryClaim()).isEmpty();
    }

    @Test
    void notBeforeIsReachedAtItsInstant() {
        Run run = createRun();
        Task task = enqueue(EnqueueTaskRequest.builder(run.id(), "a")
                .notBefore(clock.instant().plusMillis(1_000)));
        clock.advanceMillis(999);
        assertThat(tryClaim()).isEmpty();
        clock.advanceMillis(1);
        assertThat(claim().task().id()).isEqualTo(task.id());
    }

    @Test
    void notBeforeInThePastDelaysNothing() {
        Run run = createRun();
        enqueue(EnqueueTaskRequest.builder(run.id(), "a").notBefore(clock.instant()));
        enqueue(EnqueueTaskRequest.builder(run.id(), "b")
                .notBefore(clock.instant().minusSeconds(60)));
        enqueue(EnqueueTaskRequest.builder(run.id(), "c").delayMs(0));
        assertThat(claimAll(ClaimNextTaskRequest.builder("worker"))).hasSize(3);
    }

    @Test
    void taskIsClaimableOnceItsLastDependencyIsMet() {
        Run run = createRun();
        Task first = enqueue(run, "a");
        Task second = enqueue(run, "b");
        Task dependent = enqueue(EnqueueTaskRequest.builder(run.id(), "c")
                .priority(9)
                .dependsOnTaskIds(List.of(first.id(), second.id(), first.id())));
        Claim ofFirst = claim();
        Claim ofSecond = claim();
        complete(ofFirst);
        assertThat(tryClaim()).isEmpty();
        complete(ofSecond);
        assertThat(claim().task().id()).isEqualTo(dependent.id());
    }

    @Test
    void dependencyAndDelayMustBothBeOver() {
        Run run = createRun();
        Task first = enqueue(run, "a");
        enqueue(EnqueueTaskRequest.builder(run.id(), "b").delayMs(1_000).dependsOnTaskIds(List.of(first.id())));
        Task other = enqueue(run, "c");
        enqueue(EnqueueTaskRequest.builder(run.id(), "d").delayMs(1_000).dependsOnTaskIds(List.of(other.id())));
        complete(claim());
        Claim held = claim();
        assertThat(tryClaim()).isEmpty();
        clock.advanceMillis(1_000);
        assertThat(claim().task().kind()).isEqualTo("b");
        assertThat(tryClaim()).isEmpty();
        complete(held);
        assertThat(claim().task().kind()).isEqualTo("d");
    }

    @Test
    void requeuedDeadTaskCanBeClaimedAgain() {
        Run run = createRun();
        Task task = enqueue(EnqueueTaskRequest.builder(run.id(), "a").maxAttempts(1));
        failRetryably(claim());
        assertThat(tryClaim()).isEmpty();
        orchestrator.requeueDeadTask(RequeueDeadTaskRequest.builder(task.id()).build());
        Claim claim = claim();
        assertThat(claim.task().id()).isEqualTo(task.id());
        assertThat(claim.attempt().number()).isEqualTo(2);
        assertThat(claim.task().attemptCount()).isEqualTo(1);
    }

    @Test
    void taskOfAClosedRunCanStillBeClaimed() {
        Run run = createRun();
        Task task = enqueue(run, "a");
        close(run);
        assertThat(claim().task().id()).isEqualTo(task.id());
    }

    private Optional<String> next(ClaimNextTaskRequest.Builder request) {
        return tryClaim(request).map(claim -> claim.task().id());
    }

    /** Claims until nothing is left; answers the tasks in the order of the claims. */
    private List<String> claimAll(ClaimNextTaskRequest.Builder request) {
        List<String> claimed = new ArrayList<>();
        for (Optional<String> next = next(request); next.isPresent(); next = next(request)) {
            claimed.add(next.get());
        }
        return claimed;
    }
}
