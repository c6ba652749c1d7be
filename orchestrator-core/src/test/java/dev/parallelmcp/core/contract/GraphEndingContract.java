package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.engine.Operations;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.DependencyFailurePolicy;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.CompleteTaskRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.FailTaskRequest;
import dev.parallelmcp.core.model.request.RequeueDeadTaskRequest;
import dev.parallelmcp.core.model.request.RerunRunFromRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How whole graphs end: without a failure, with one in the middle, and after that was mended. */
public abstract class GraphEndingContract extends NamedTaskContract {

    private static final int CHAIN = 1_000;
    private static final int FAN = 500;

    /** How an operator brings a task back that has failed. */
    enum Mend {
        REQUEUE,
        RERUN
    }

    static Stream<Arguments> policiesAndMends() {
        return Stream.of(DependencyFailurePolicy.values())
                .flatMap(policy -> Stream.of(Mend.values()).map(mend -> Arguments.of(policy, mend)));
    }

    @Test
    void diamondEndsCompleted() {
        Run run = diamond(DependencyFailurePolicy.CANCEL);

        assertThat(workOff()).containsExactly("top", "left", "right", "bottom");

        assertEnded(run, RunStatus.COMPLETED, 4, 0, 0);
    }

    @ParameterizedTest
    @MethodSource("policiesAndMends")
    void diamondWithABrokenSideEndsByItsPolicyAndCompletesOnceMended(DependencyFailurePolicy policy, Mend mend) {
        Run run = diamond(policy);
        workOff("left");
        switch (policy) {
            case CANCEL -> assertEnded(run, RunStatus.FAILED, 2, 1, 1);
            case CONTINUE -> assertEnded(run, RunStatus.FAILED, 3, 1, 0);
            case WAIT -> assertStalled(run, 2);
        }

        mend("left", mend);

        boolean bottomIsDone = policy == DependencyFailurePolicy.CONTINUE && mend == Mend.REQUEUE;
        assertThat(workOff()).isEqualTo(bottomIsDone ? List.of("left") : List.of("left", "bottom"));
        assertEnded(run, RunStatus.COMPLETED, 4, 0, 0);
    }

    private Run diamond(DependencyFailurePolicy policy) {
        return graph(graph -> {
            graph.add("top", List.of());
            graph.add("left", List.of("top"));
            graph.add("right", List.of("top"));
            graph.add("bottom", List.of("left", "right"), policy);
        });
    }

    @Test
    void longChainEndsCompletedInItsOrder() {
        Run run = chain();

        assertThat(workOff()).isEqualTo(chainFrom(0));

        assertEnded(run, RunStatus.COMPLETED, CHAIN, 0, 0);
    }

    @ParameterizedTest
    @EnumSource
    void longChainThatBreaksInTheMiddleGoesOnFromThereOnceMended(Mend mend) {
        Run run = chain();
        workOff("t500");
        assertEnded(run, RunStatus.FAILED, 500, 1, 499);

        mend("t500", mend);

        assertThat(workOff()).isEqualTo(chainFrom(500));
        assertEnded(run, RunStatus.COMPLETED, CHAIN, 0, 0);
    }

    @Test
    void completedChainIsResetAsOneChangeAndCompletesAgain() {
        Run run = chain();
        workOff();
        long mark = mark();

        List<String> reset = orchestrator
                .rerunRunFrom(RerunRunFromRequest.builder("t0").build())
                .resetTaskIds();

        assertThat(reset).isEqualTo(chainFrom(0));
        assertThat(told(mark))
                .hasSize(CHAIN + 1)
                .startsWith("task.rerun t0", "task.rerun t1")
                .endsWith("task.rerun t999", "run.status.changed active");
        assertThat(workOff()).isEqualTo(chainFrom(0));
        assertEnded(run, RunStatus.COMPLETED, CHAIN, 0, 0);
    }

    private Run chain() {
        return graph(graph -> {
            graph.add("t0", List.of());
            IntStream.range(1, CHAIN).forEach(i -> graph.add("t" + i, List.of("t" + (i - 1))));
        });
    }

    private static List<String> chainFrom(int first) {
        return IntStream.range(first, CHAIN).mapToObj(i -> "t" + i).toList();
    }

    @ParameterizedTest
    @MethodSource("policiesAndMends")
    void wideFanInWithOneFailureEndsByItsPolicyAndCompletesOnceMended(DependencyFailurePolicy policy, Mend mend) {
        Run run = fanIn(policy);
        workOff("t250");
        switch (policy) {
            case CANCEL -> assertEnded(run, RunStatus.FAILED, FAN - 1, 1, 1);
            case CONTINUE -> assertEnded(run, RunStatus.FAILED, FAN, 1, 0);
            case WAIT -> assertStalled(run, FAN - 1);
        }

        mend("t250", mend);

        boolean joinIsDone = policy == DependencyFailurePolicy.CONTINUE && mend == Mend.REQUEUE;
        assertThat(workOff()).isEqualTo(joinIsDone ? List.of("t250") : List.of("t250", "join"));
        assertEnded(run, RunStatus.COMPLETED, FAN + 1, 0, 0);
    }

    private Run fanIn(DependencyFailurePolicy policy) {
        List<String> all = IntStream.range(0, FAN).mapToObj(i -> "t" + i).toList();
        return graph(graph -> {
            all.forEach(id -> graph.add(id, List.of()));
            graph.add("join", all, policy);
        });
    }

    /** Adds tasks to a run within one transaction. */
    private record Graph(Operations operations, Run run) {

        void add(String id, List<String> dependsOn) {
            add(id, dependsOn, DependencyFailurePolicy.CANCEL);
        }

        void add(String id, List<String> dependsOn, DependencyFailurePolicy policy) {
            operations.enqueueTask(EnqueueTaskRequest.builder(run.id(), "any")
                    .id(id)
                    .maxAttempts(1)
                    .dependsOnTaskIds(dependsOn)
                    .onDependencyFailure(policy)
                    .build());
        }
    }

    private Run graph(Consumer<Graph> build) {
        Run run = createRun();
        orchestrator.transaction(operations -> {
            build.accept(new Graph(operations, run));
            return run;
        });
        return run;
    }

    /** Completes whatever can be claimed, in the order of the claims, but breaks these. */
    private List<String> workOff(String... broken) {
        List<String> breaking = List.of(broken);
        return orchestrator.transaction(operations -> {
            List<String> claimed = new ArrayList<>();
            for (Optional<Claim> next = next(operations); next.isPresent(); next = next(operations)) {
                Claim claim = next.get();
                claimed.add(claim.task().id());
                if (breaking.contains(claim.task().id())) {
                    operations.failTask(FailTaskRequest.builder(claim.lease(), "broken")
                            .retryable()
                            .build());
                } else {
                    operations.completeTask(
                            CompleteTaskRequest.builder(claim.lease()).build());
                }
            }
            return claimed;
        });
    }

    private static Optional<Claim> next(Operations operations) {
        return operations
                .claimNextTask(ClaimNextTaskRequest.builder("worker").build())
                .claim();
    }

    private void mend(String id, Mend mend) {
        switch (mend) {
            case REQUEUE ->
                orchestrator.requeueDeadTask(RequeueDeadTaskRequest.builder(id).build());
            case RERUN ->
                orchestrator.rerunRunFrom(RerunRunFromRequest.builder(id).build());
        }
    }

    private void assertEnded(Run run, RunStatus status, int completed, int failed, int cancelled) {
        assertThat(run(run.id()).status()).isEqualTo(status);
        assertThat(view(run).taskCounts())
                .containsEntry(TaskStatus.COMPLETED, completed)
                .containsEntry(TaskStatus.FAILED, failed)
                .containsEntry(TaskStatus.CANCELLED, cancelled)
                .containsEntry(TaskStatus.QUEUED, 0);
    }

    private void assertStalled(Run run, int completed) {
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.WAITING);
        assertThat(view(run).taskCounts())
                .containsEntry(TaskStatus.COMPLETED, completed)
                .containsEntry(TaskStatus.FAILED, 1)
                .containsEntry(TaskStatus.QUEUED, 1);
    }
}
