package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.Event;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.OutputType;
import dev.parallelmcp.core.model.PauseStatus;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.CancelRunRequest;
import dev.parallelmcp.core.model.request.CancelTaskRequest;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.CompleteTaskRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EmitTaskOutputRequest;
import dev.parallelmcp.core.model.request.GetContextSnapshotRequest;
import dev.parallelmcp.core.model.request.PauseTaskRequest;
import dev.parallelmcp.core.model.request.PruneRunsRequest;
import dev.parallelmcp.core.model.result.RunResult;
import dev.parallelmcp.core.model.result.TaskResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process that is killed loses nothing that was acknowledged, leaves nothing half done, and holds nobody up. */
@Timeout(120)
public abstract class CrashContract extends NamedTaskContract {

    /** More than a store is likely to keep in memory before it writes to the disk. */
    private static final int LARGE_TASKS = 12;

    private static final Json LARGE = Json.of("\"" + "x".repeat(900_000) + "\"");

    /** A run with a task in every state. */
    private Claim busyRun() {
        Run run = orchestrator
                .createRun(CreateRunRequest.builder()
                        .id("busy")
                        .context(Json.of("1"))
                        .build())
                .run();
        for (String id : List.of("done", "dead", "cancelled", "paused", "running", "queued")) {
            enqueue(spec(run, id).maxAttempts(2).metadata(Json.of("{\"of\":\"" + id + "\"}")));
        }
        add(run, "behind", "queued");
        orchestrator.completeTask(CompleteTaskRequest.builder(take("done").lease())
                .output(Json.of("2"))
                .nextContext(Json.of("3"))
                .build());
        bury("dead");
        orchestrator.cancelTask(CancelTaskRequest.builder("cancelled").build());
        pause(take("paused"), PauseStatus.WAITING_INPUT);
        Claim running = take("running");
        orchestrator.emitTaskOutput(EmitTaskOutputRequest.builder(running.lease(), OutputType.PROGRESS, Json.of("4"))
                .build());
        return running;
    }

    @Test
    void everythingAcknowledgedIsThere() {
        Claim running = busyRun();
        Picture before = picture();
        String context = run("busy").currentContextSnapshotId().orElseThrow();

        kill();

        assertThat(picture()).isEqualTo(before);
        assertThat(leaseRecord(running.lease())).isEqualTo(running.lease());
        assertThat(snapshot(context)).isEqualTo(Json.of("3"));
    }

    private Json snapshot(String id) {
        return orchestrator
                .getContextSnapshot(new GetContextSnapshotRequest(id))
                .snapshot()
                .payload();
    }

    @Test
    void everythingAcknowledgedIsThereAfterManyCrashes() {
        for (int i = 0; i < 5; i++) {
            Run run = createRun();
            add(run, "t" + i);
            Claim claim = take("t" + i);
            Picture before = picture();
            kill();
            assertThat(picture()).isEqualTo(before);
            complete(claim);
        }
    }

    @Test
    void holderThatLivesOnGoesOnWithItsLease() {
        Claim running = busyRun();

        kill();

        assertThat(complete(running).status()).isEqualTo(TaskStatus.COMPLETED);
    }

    @Test
    void leaseOfADeadHolderRunsOutAndIsOfferedAgain() {
        Claim running = busyRun();
        kill();
        clock.set(running.lease().expiresAt().minusMillis(1));
        assertThat(tryTake("running")).isEmpty();

        clock.advanceMillis(1);
        Claim next = take("running");

        assertThat(next.attempt().number()).isEqualTo(2);
        assertThat(next.lease().fencingToken()).isGreaterThan(running.lease().fencingToken());
        refused(ErrorCode.LEASE_CONFLICT, () -> complete(running));
        complete(next);
    }

    @Test
    void holderWhoseLeaseRanOutMeanwhileIsRefused() {
        Claim running = busyRun();
        kill();
        clock.set(running.lease().expiresAt());

        refused(ErrorCode.LEASE_EXPIRED, () -> complete(running));
    }

    @Test
    void callsThatWereAcknowledgedAreReplayed() {
        CreateRunRequest create =
                CreateRunRequest.builder().clientToken("create").build();
        RunResult created = orchestrator.createRun(create);
        add(created.run(), "a");
        ClaimNextTaskRequest claim =
                ClaimNextTaskRequest.builder("worker").clientToken("claim").build();
        Claim claimed = orchestrator.claimNextTask(claim).claim().orElseThrow();

        kill();

        changesNothing(() -> {
            assertThat(orchestrator.createRun(create).replayed()).isTrue();
            assertThat(orchestrator.claimNextTask(claim).claim().orElseThrow().lease())
                    .isEqualTo(claimed.lease());
        });
        CompleteTaskRequest complete =
                CompleteTaskRequest.builder(claimed.lease()).clientToken("done").build();
        TaskResult completed = orchestrator.completeTask(complete);
        kill();
        changesNothing(() -> {
            TaskResult again = orchestrator.completeTask(complete);
            assertThat(again.replayed()).isTrue();
            assertThat(again.task()).isEqualTo(completed.task());
        });
    }

    @Test
    void numbersGoOnGrowingThoughWhatHadThemIsGone() {
        Run run = createRun();
        add(run, "a");
        long token = take("a").lease().fencingToken();
        orchestrator.cancelRun(CancelRunRequest.builder(run.id()).build());
        long event = mark();
        clock.advanceMillis(1);
        orchestrator.pruneRuns(PruneRunsRequest.builder(clock.instant()).build());

        kill();

        add(createRun(), "a");
        assertThat(take("a").lease().fencingToken()).isGreaterThan(token);
        assertThat(log(0)).extracting(Event::id).allMatch(id -> id > event);
    }

    @Test
    void whatFellDueWhileNobodyWasThereIsAppliedByTheFirstClaim() {
        Run run = createRun();
        enqueue(spec(run, "delayed").delayMs(1_000));
        add(run, "resumed");
        pause(PauseTaskRequest.builder(take("resumed").lease(), PauseStatus.BLOCKED)
                .resumeAfterMs(2_000));
        add(run, "overdue");
        pause(PauseTaskRequest.builder(take("overdue").lease(), PauseStatus.WAITING_INPUT)
                .deadlineAfterMs(3_000));
        enqueue(spec(run, "held").maxAttempts(1));
        take("held");
        enqueue(spec(run, "slow").timeoutMs(4_000).maxAttempts(1));
        take("slow");
        add(run, "behind", "held");
        long mark = mark();

        kill();
        clock.advance(Duration.ofHours(1));
        List<String> claimed = new ArrayList<>();
        for (Optional<Claim> claim = tryClaim(); claim.isPresent(); claim = tryClaim()) {
            claimed.add(claim.get().task().id());
        }

        assertThat(claimed).containsExactly("delayed", "resumed");
        assertThat(told(mark)).contains("task.resumed resumed", "task.timed_out slow", "task.lease_expired held");
        assertThat(task("overdue").error()).contains("pause_deadline_exceeded");
        assertThat(task("slow").error()).contains("task_timeout_exceeded");
        assertThat(task("held").dead()).isTrue();
        assertThat(task("behind").status()).isEqualTo(TaskStatus.CANCELLED);
    }

    @Test
    void workThatWasQueuedAndNeverBegunNeverWas() {
        Run run = createRun();
        List<Runnable> never = new ArrayList<>();
        orchestrator.submit(on -> on.enqueueTask(spec(run, "lost").build()), never::add);
        Picture before = picture();

        kill();

        assertThat(picture()).isEqualTo(before);
        assertThat(never).hasSize(1);
        add(run, "lost");
    }

    @Test
    void transactionThatWasInProgressNeverWasAndHoldsNobodyUp() throws InterruptedException {
        busyRun();
        Picture before = picture();
        CountDownLatch inTheMiddle = new CountDownLatch(1);
        CountDownLatch afterTheTest = new CountDownLatch(1);
        Thread killed = stuck(inTheMiddle, afterTheTest);
        inTheMiddle.await();
        try {
            kill();

            assertThat(picture()).isEqualTo(before);
            finish("queued");
            finish("behind");
            add(run("busy"), "large0");
        } finally {
            afterTheTest.countDown();
            killed.join();
        }
        assertThat(task("behind").status()).isEqualTo(TaskStatus.COMPLETED);
        assertThat(tasksOf(run("busy"))).extracting(Task::id).contains("large0").doesNotContain("large1");
    }

    /** A thread in the middle of a transaction that has written much. What becomes of it is not for its process to see. */
    private Thread stuck(CountDownLatch inTheMiddle, CountDownLatch goOn) {
        Orchestrator mine = orchestrator;
        Run run = run("busy");
        Thread thread = new Thread(new FutureTask<>(() -> mine.transaction(operations -> {
            for (int i = 0; i < LARGE_TASKS; i++) {
                operations.enqueueTask(spec(run, "large" + i).input(LARGE).build());
            }
            inTheMiddle.countDown();
            Race.await(goOn);
            return run;
        })));
        thread.start();
        return thread;
    }
}
