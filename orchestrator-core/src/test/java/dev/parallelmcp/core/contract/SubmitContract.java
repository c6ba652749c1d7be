package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.parallelmcp.core.engine.AsyncOrchestrator;
import dev.parallelmcp.core.engine.Operations;
import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.ContextSnapshot;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.request.AppendContextSnapshotRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.GetCurrentContextSnapshotRequest;
import dev.parallelmcp.core.model.request.GetRunRequest;
import dev.parallelmcp.core.model.result.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is submitted takes effect in the order of submission, and each stage tells what became of its own work. */
@Timeout(120)
public abstract class SubmitContract extends StoreContract {

    private static final int MANY = 10_000;

    private final ExecutorService threads = Executors.newFixedThreadPool(4);

    @AfterEach
    final void stopThreads() {
        threads.shutdownNow();
    }

    private static CreateRunRequest newRun(String id) {
        return CreateRunRequest.builder().id(id).build();
    }

    private CompletionStage<RunResult> submitRun(String id, Executor executor) {
        return orchestrator.submit(operations -> operations.createRun(newRun(id)), executor);
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    /** What a stage that must fail failed with. */
    private static Throwable failure(CompletionStage<?> stage) {
        return join(stage.handle((result, failure) -> {
            assertThat(failure).isNotNull();
            return failure;
        }));
    }

    private static ErrorCode refusal(CompletionStage<?> stage) {
        return ((OrchestratorException) failure(stage)).code();
    }

    @Test
    void oneThreadsSubmissionsTakeEffectInTheirOrderWhileOthersWrite() throws Exception {
        String run = createRun().id();
        CountDownLatch over = new CountDownLatch(1);
        Callable<Boolean> other = () -> {
            while (over.getCount() > 0) {
                createRun();
            }
            return true;
        };
        Callable<Boolean> submitter = () -> {
            try {
                assertChain(appendMany(run));
                return true;
            } finally {
                over.countDown();
            }
        };
        assertThat(Race.run(List.of(submitter, other, other))).containsOnly(true);
        assertThat(orchestrator
                        .getCurrentContextSnapshot(new GetCurrentContextSnapshotRequest(run))
                        .snapshot()
                        .map(ContextSnapshot::id))
                .contains("c" + (MANY - 1));
    }

    /** Each snapshot's parent is the one that is current when it takes effect. */
    private List<CompletionStage<ContextSnapshot>> appendMany(String run) {
        List<CompletionStage<ContextSnapshot>> stages = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            AppendContextSnapshotRequest request = AppendContextSnapshotRequest.builder(run, Json.of("1"))
                    .id("c" + i)
                    .build();
            stages.add(orchestrator.submit(
                    operations -> operations.appendContextSnapshot(request).snapshot(), threads));
        }
        return stages;
    }

    private static void assertChain(List<CompletionStage<ContextSnapshot>> stages) {
        Optional<String> previous = Optional.empty();
        for (CompletionStage<ContextSnapshot> stage : stages) {
            ContextSnapshot snapshot = join(stage);
            assertThat(snapshot.parentSnapshotId()).isEqualTo(previous);
            previous = Optional.of(snapshot.id());
        }
    }

    @Test
    void theAsynchronousFaceKeepsTheOrderToo() {
        AsyncOrchestrator async = new AsyncOrchestrator(orchestrator, threads);
        String run = join(async.createRun(newRun("r"))).run().id();
        List<CompletionStage<ContextSnapshot>> stages = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            stages.add(async.appendContextSnapshot(AppendContextSnapshotRequest.builder(run, Json.of("1"))
                            .id("c" + i)
                            .build())
                    .thenApply(result -> result.snapshot()));
        }
        assertChain(stages);
    }

    @Test
    void eachStageTellsOfItsOwnWork() {
        List<CompletionStage<RunResult>> stages = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            stages.add(submitRun(i % 3 == 1 ? "r0" : "r" + i, threads));
        }
        for (int i = 0; i < 300; i++) {
            if (i % 3 == 1) {
                assertThat(refusal(stages.get(i))).isEqualTo(ErrorCode.DUPLICATE_ID);
            } else {
                assertThat(join(stages.get(i)).run().id()).isEqualTo("r" + i);
                assertThat(run("r" + i).id()).isEqualTo("r" + i);
            }
        }
    }

    @Test
    void whatTheWorkThrowsFailsItsStageAndTakesEverythingBack() {
        IllegalArgumentException thrown = new IllegalArgumentException("mine");
        CompletionStage<RunResult> failed = orchestrator.submit(
                operations -> {
                    operations.createRun(newRun("r"));
                    throw thrown;
                },
                threads);
        assertThat(failure(failed)).isSameAs(thrown);
        assertThat(join(submitRun("r", threads)).replayed()).isFalse();
    }

    @Test
    void aSwallowedRefusalFailsTheStageAllTheSame() {
        join(submitRun("taken", threads));
        Function<Operations, String> work = operations -> {
            operations.createRun(newRun("r"));
            try {
                operations.createRun(newRun("taken"));
            } catch (OrchestratorException e) {
                return "as if nothing had happened";
            }
            return "not refused";
        };
        assertThat(refusal(orchestrator.submit(work, threads))).isEqualTo(ErrorCode.DUPLICATE_ID);
        assertThat(join(submitRun("r", threads)).replayed()).isFalse();
    }

    @Test
    void whatDependsOnAStageMaySubmitAndWriteAndRead() {
        CompletionStage<RunResult> last = submitRun("r0", threads);
        for (int i = 1; i < 100; i++) {
            String id = "r" + i;
            last = last.thenCompose(result -> submitRun(id, threads)).thenApply(result -> {
                orchestrator.createRun(newRun(id + "-beside"));
                assertThat(orchestrator.getRun(new GetRunRequest(id)).run().id())
                        .isEqualTo(id);
                return result;
            });
        }
        assertThat(join(last).run().id()).isEqualTo("r99");
    }

    @Test
    void aDependentThatTakesLongHoldsUpNobodyElse() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch attached = new CountDownLatch(1);
        // Else the work might end before anything depends on it, and the dependent run here.
        Executor late = task -> threads.execute(() -> {
            Race.await(attached);
            task.run();
        });
        CompletionStage<String> slow = submitRun("slow", late).thenApply(result -> {
            begun.countDown();
            Race.await(go);
            return "over";
        });
        attached.countDown();
        begun.await();
        assertThat(join(submitRun("next", threads)).run().id()).isEqualTo("next");
        assertThat(createRun().id()).isNotNull();
        go.countDown();
        assertThat(join(slow)).isEqualTo("over");
    }

    @Test
    void submittingInsideATransactionIsAMistake() {
        assertThatIllegalStateException()
                .isThrownBy(() -> orchestrator.transaction(operations -> submitRun("r", threads)));
        assertThat(failure(orchestrator.submit(operations -> submitRun("r", threads), threads)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(join(submitRun("r", threads)).replayed()).isFalse();
    }

    @Test
    void whatTheExecutorThrowsComesThroughAndNothingHappens() {
        Executor refusing = task -> {
            throw new RejectedExecutionException("no");
        };
        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> submitRun("r", refusing));
        assertThat(join(submitRun("r", threads)).replayed()).isFalse();
    }

    @Test
    void aClosedStoreFailsTheStage() {
        orchestrator.close();
        assertThat(refusal(submitRun("r", threads))).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
    }

    /** Closing finishes what was queued before and refuses the rest: every stage completes, and says the truth. */
    @Test
    void everyStageCompletesWhenTheStoreIsClosedMeanwhile() throws Exception {
        List<CompletionStage<RunResult>> stages = new ArrayList<>();
        Callable<Boolean> submitter = () -> {
            for (int i = 0; i < 500; i++) {
                stages.add(submitRun("r" + i, threads));
            }
            return true;
        };
        Orchestrator closing = orchestrator;
        Race.run(List.of(submitter, () -> {
            closing.close();
            return true;
        }));
        List<Boolean> done = stages.stream()
                .map(stage -> join(stage.handle((result, failure) -> failure == null)))
                .toList();
        restart();
        for (int i = 0; i < done.size(); i++) {
            assertThat(exists("r" + i)).isEqualTo(done.get(i));
        }
    }

    private boolean exists(String runId) {
        try {
            return run(runId).id().equals(runId);
        } catch (OrchestratorException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.RECORD_NOT_FOUND);
            return false;
        }
    }
}
