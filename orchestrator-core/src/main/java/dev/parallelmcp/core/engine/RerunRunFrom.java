package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.model.DependencyFailurePolicy;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.RerunRunFromRequest;
import dev.parallelmcp.core.model.result.RerunResult;
import dev.parallelmcp.core.store.DependencyState;
import dev.parallelmcp.core.store.TaskRow;
import dev.parallelmcp.core.store.TokenRow;

/** rerun_run_from. Costs what it resets. */
final class RerunRunFrom implements UseCase<RerunRunFromRequest, RerunResult> {

    @Override
    public String operation() {
        return "rerun_run_from";
    }

    @Override
    public Answer<RerunResult> apply(UnitOfWork work, RerunRunFromRequest request) {
        TaskRow task = work.task(request.taskId());
        String runId = task.spec().runId();
        Refusals.requireNotCancelled(work.run(runId));
        requireEnded(task);
        requireDependencies(work, task);
        Rerun rerun = new Rerun(work, task, request.reason().orElse(null));
        RerunTrace trace = rerun.apply();
        work.ledger().settle();
        Run run = work.run(runId).run();
        return Answer.about(run, trace.text(), result(work, run, trace, false));
    }

    @Override
    public RerunResult replay(UnitOfWork work, RerunRunFromRequest request, TokenRow use) {
        Run run = work.run(use.runId()).run();
        return result(work, run, RerunTrace.parse(use.answerId()), true);
    }

    private static RerunResult result(UnitOfWork work, Run run, RerunTrace trace, boolean replayed) {
        RerunTrace.Named named = trace.read(work, run.id());
        return new RerunResult(run, named.taskIds(), named.truncated(), replayed);
    }

    private static void requireEnded(TaskRow task) {
        if (!task.state().status().terminal()) {
            throw Refusals.invalidTransition(task, "only a task that has ended can be rerun", "get_task");
        }
    }

    /** A task that waits for one which may never complete would only look as if it ran again. */
    private static void requireDependencies(UnitOfWork work, TaskRow task) {
        if (task.state().unmetDependencies() == 0
                || task.spec().onDependencyFailure() == DependencyFailurePolicy.CONTINUE) {
            return;
        }
        DependencyState blocker =
                work
                        .tx()
                        .tasks()
                        .dependencyStates(task.spec().runId(), task.spec().dependsOn())
                        .stream()
                        .filter(dependency -> dependency.status() != TaskStatus.COMPLETED)
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("an unmet dependency is completed"));
        throw Refusals.blocked(
                task,
                blocker.taskId(),
                "on which it depends, is " + blocker.status().wireName() + "; that one has to complete first",
                blocker.status().terminal() ? "rerun_run_from" : "get_task");
    }
}
