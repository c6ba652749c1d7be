package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.DependencyFailurePolicy;
import dev.parallelmcp.core.model.PauseStatus;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunTally;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.CancelTaskRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.ListDeadTasksRequest;
import dev.parallelmcp.core.model.request.RequeueDeadTaskRequest;
import dev.parallelmcp.core.model.request.RerunRunFromRequest;
import dev.parallelmcp.core.model.request.ResumeTaskRequest;
import dev.parallelmcp.core.store.RunRow;
import dev.parallelmcp.core.store.Store;
import dev.parallelmcp.core.store.TaskRow;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens to the tasks of a graph, what is counted of them is what is so. */
public abstract class DependencyInvariantContract extends NamedTaskContract {

    private static final int TASKS = 24;
    private static final int STEPS = 300;

    private static final List<DependencyFailurePolicy> POLICIES = List.of(DependencyFailurePolicy.values());

    /** The task is not as the call needs it. */
    private static final Set<ErrorCode> EXPECTED = EnumSet.of(ErrorCode.INVALID_TRANSITION);

    private final TreeMap<String, Integer> done = new TreeMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void countersAndCancellationsFollowFromTheGraph(long seed) {
        Random random = new Random(seed);
        Run run = orchestrator
                .createRun(CreateRunRequest.builder().keepOpen().build())
                .run();
        IntStream.range(0, TASKS).forEach(i -> add(run, i, random));
        for (int i = 0; i < STEPS; i++) {
            step(random);
            if (i % 10 == 9) {
                requireWhatIsCountedToBeSo(run);
            }
        }
        assertThat(done.keySet())
                .as("a history that is worth checking")
                .containsExactly("bury", "cancel", "fail", "finish", "pause", "requeue", "rerun", "resume");
    }

    private void add(Run run, int number, Random random) {
        String[] behind = IntStream.range(0, number)
                .filter(i -> random.nextInt(number) < 2)
                .mapToObj(i -> "t" + i)
                .toArray(String[]::new);
        enqueue(spec(run, "t" + number, behind)
                .maxAttempts(1)
                .onDependencyFailure(POLICIES.get(random.nextInt(POLICIES.size()))));
    }

    private void step(Random random) {
        try {
            String id = "t" + random.nextInt(TASKS);
            switch (random.nextInt(16)) {
                case 0, 1, 2, 3, 4, 5, 6 -> tryClaim().ifPresent(claim -> count("finish", complete(claim)));
                case 7 -> tryClaim().ifPresent(claim -> count("fail", fail(claim, "broken")));
                case 8, 9 -> tryClaim().ifPresent(claim -> count("bury", failRetryably(claim, "broken")));
                case 10 -> tryClaim().ifPresent(claim -> count("pause", pause(claim, PauseStatus.BLOCKED)));
                case 11 -> count("cancel", cancelTask(id));
                case 12 -> requeueOne();
                case 13 ->
                    count(
                            "rerun",
                            orchestrator.rerunRunFrom(
                                    RerunRunFromRequest.builder(id).build()));
                default -> resumeOne();
            }
        } catch (OrchestratorException e) {
            assertThat(e.code()).as(e.message()).isIn(EXPECTED);
        }
    }

    private void count(String what, Object answer) {
        assertThat(answer).isNotNull();
        done.merge(what, 1, Integer::sum);
    }

    private Task cancelTask(String id) {
        return orchestrator.cancelTask(CancelTaskRequest.builder(id).build()).task();
    }

    private void requeueOne() {
        orchestrator.listDeadTasks(ListDeadTasksRequest.builder().build()).tasks().stream()
                .findFirst()
                .ifPresent(dead -> count(
                        "requeue",
                        orchestrator.requeueDeadTask(
                                RequeueDeadTaskRequest.builder(dead.id()).build())));
    }

    private void resumeOne() {
        IntStream.range(0, TASKS)
                .mapToObj(i -> "t" + i)
                .filter(id -> task(id).status().paused())
                .findFirst()
                .ifPresent(id -> count(
                        "resume",
                        orchestrator.resumeTask(ResumeTaskRequest.builder(id).build())));
    }

    private void requireWhatIsCountedToBeSo(Run run) {
        try (Store store = open(clock)) {
            RunTally tally = RunTally.ZERO;
            for (Task task : tasksOf(run)) {
                TaskRow row = store.<Optional<TaskRow>>read(tx -> tx.tasks().find(task.id()))
                        .orElseThrow();
                assertThat(row.state().unmetDependencies())
                        .as("unmet dependencies of %s", task)
                        .isEqualTo(unmet(task));
                requireRightEnd(task);
                tally = tally.plus(RunTally.one(task.status(), unmet(task)));
            }
            RunRow row =
                    store.<Optional<RunRow>>read(tx -> tx.runs().find(run.id())).orElseThrow();
            assertThat(row.tally()).isEqualTo(tally);
            assertThat(row.run().status()).isEqualTo(tally.status(row.gate(), true));
        }
    }

    private int unmet(Task task) {
        boolean goesOn = task.onDependencyFailure() == DependencyFailurePolicy.CONTINUE;
        return (int) task.dependsOnTaskIds().stream()
                .map(this::task)
                .filter(dependency -> dependency.status() != TaskStatus.COMPLETED)
                .filter(dependency -> !(goesOn && failed(dependency)))
                .count();
    }

    private static boolean failed(Task task) {
        return task.status() == TaskStatus.FAILED || task.status() == TaskStatus.CANCELLED;
    }

    /** Cancelled because of a dependency exactly while there is such a one, and never at work on what is unmet. */
    private void requireRightEnd(Task task) {
        boolean doomed = task.dependsOnTaskIds().stream().map(this::task).anyMatch(DependencyInvariantContract::failed);
        if (task.statusReason().filter(Task.DEPENDENCY_FAILED::equals).isPresent()) {
            assertThat(doomed).as("%s was cancelled for a reason", task).isTrue();
        } else if (task.status() == TaskStatus.QUEUED && task.onDependencyFailure() == DependencyFailurePolicy.CANCEL) {
            assertThat(doomed).as("%s waits for nothing in vain", task).isFalse();
        } else if (task.status() == TaskStatus.COMPLETED
                && task.onDependencyFailure() != DependencyFailurePolicy.CONTINUE) {
            assertThat(unmet(task)).as("%s is built on what is complete", task).isZero();
        }
    }
}
