package dev.parallelmcp.core.reference;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.DependencyOutput;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.ClaimRequest;
import dev.parallelmcp.core.model.request.ClaimTasksRequest;
import dev.parallelmcp.core.model.result.ClaimResult;
import dev.parallelmcp.core.model.result.ClaimsResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** claim_next_task and claim_tasks. */
final class ClaimRules {

    private final View view;
    private final PassingTime time;
    private final Tokens tokens;

    ClaimRules(View view) {
        this.view = view;
        this.time = new PassingTime(view.model());
        this.tokens = new Tokens(view);
    }

    ClaimResult claimNextTask(ClaimNextTaskRequest request) {
        return tokens.once(
                "claim_next_task",
                request,
                () -> {
                    List<ModelAttempt> claimed = claim(request, 1);
                    return claimed.isEmpty()
                            ? Tokens.Effect.none(new ClaimResult(Optional.empty(), retryAfterMs(request), false))
                            : effect(
                                    claimed,
                                    new ClaimResult(
                                            Optional.of(show(claimed.get(0), request)), Optional.empty(), false));
                },
                attemptIds -> new ClaimResult(
                        Optional.of(show(stillHeld((String) attemptIds.get(0)), request)), Optional.empty(), true));
    }

    ClaimsResult claimTasks(ClaimTasksRequest request) {
        return tokens.once(
                "claim_tasks",
                request,
                () -> {
                    List<ModelAttempt> claimed = claim(request, request.max());
                    return claimed.isEmpty()
                            ? Tokens.Effect.none(new ClaimsResult(List.of(), retryAfterMs(request), false, false))
                            : effect(
                                    claimed,
                                    new ClaimsResult(showAll(claimed, request), Optional.empty(), false, false));
                },
                attemptIds -> new ClaimsResult(showAll(thoseHeld(attemptIds), request), Optional.empty(), false, true));
    }

    private static <R> Tokens.Effect<R> effect(List<ModelAttempt> claimed, R result) {
        return Tokens.Effect.on(
                claimed.get(0).task.run,
                result,
                claimed.stream().map(attempt -> attempt.id).toList());
    }

    private List<ModelAttempt> claim(ClaimRequest request, int max) {
        Predicate<ModelTask> wanted = wanted(request);
        List<ModelAttempt> claimed = new ArrayList<>();
        boolean more = time.applyStep((work, task) -> {});
        while (claimed.size() < max) {
            Optional<ModelTask> next = view.tasks()
                    .filter(task -> task.ready() && wanted.test(task))
                    .reduce(ClaimRules::first);
            if (next.isPresent()) {
                claimed.add(view.model().change(() -> claim(next.get(), request)));
            } else if (more) {
                more = time.applyStep((work, task) -> {});
            } else {
                break;
            }
        }
        return claimed;
    }

    /** Of two tasks in the order of enqueueing, the one to be claimed first. */
    private static ModelTask first(ModelTask earlier, ModelTask later) {
        return later.draft.priority().orElse(0) > earlier.draft.priority().orElse(0) ? later : earlier;
    }

    private Predicate<ModelTask> wanted(ClaimRequest request) {
        Optional<String> namespace = view.narrow(request.namespace());
        Optional<ModelRun> run = request.runId().map(view::run);
        return task -> namespace.stream().allMatch(task.run.namespace::equals)
                && run.stream().allMatch(task.run::equals)
                && (request.kinds().isEmpty() || request.kinds().contains(task.draft.kind()));
    }

    private ModelAttempt claim(ModelTask task, ClaimRequest request) {
        ReferenceModel model = view.model();
        task.status = TaskStatus.LEASED;
        task.statusReason = Optional.empty();
        if (task.draft.contextSnapshotId().isEmpty()) {
            task.context = task.run.currentContext;
        }
        task.startedAt = task.startedAt.or(() -> Optional.of(model.now()));
        task.updatedAt = model.now();
        ModelAttempt attempt = new ModelAttempt(
                task,
                new ModelAttempt.Terms(
                        request.workerId(), request.leaseMs().orElse(model.options.leaseMs()), request.clientToken()),
                model.ids(),
                model.now());
        task.attempts.add(attempt);
        model.record(
                task,
                Optional.of(attempt),
                EventType.TASK_CLAIMED,
                Payload.of(task)
                        .with("attemptNumber", attempt.number)
                        .with("fencingToken", attempt.fencingToken)
                        .withInstant("leaseExpiresAt", Optional.of(attempt.expiresAt)));
        return attempt;
    }

    /** The claim that this attempt began, while it lasts; afterwards the error that its holder gets. */
    private ModelAttempt stillHeld(String attemptId) {
        ModelAttempt attempt = view.model()
                .attempt(attemptId)
                .filter(found -> view.sees(found.task.run))
                .orElseThrow(() -> ReferenceModel.refusal(ErrorCode.RECORD_NOT_FOUND));
        HolderRules.requireHeld(attempt, view.now());
        return attempt;
    }

    /** Those that last; when none does, the error of the first. */
    private List<ModelAttempt> thoseHeld(List<Object> attemptIds) {
        List<ModelAttempt> held = new ArrayList<>();
        List<OrchestratorException> refusals = new ArrayList<>();
        for (Object attemptId : attemptIds) {
            try {
                held.add(stillHeld((String) attemptId));
            } catch (OrchestratorException e) {
                refusals.add(e);
            }
        }
        if (held.isEmpty()) {
            throw refusals.get(0);
        }
        return held;
    }

    private Optional<Long> retryAfterMs(ClaimRequest request) {
        return time.nextDue(view.narrow(request.namespace()))
                .map(due -> Math.max(0, Duration.between(view.now(), due).toMillis()));
    }

    private List<Claim> showAll(List<ModelAttempt> claimed, ClaimRequest request) {
        return claimed.stream().map(attempt -> show(attempt, request)).toList();
    }

    private Claim show(ModelAttempt attempt, ClaimRequest request) {
        ModelTask task = attempt.task;
        return new Claim(
                task.run.show(),
                task.show(),
                attempt.show(),
                attempt.showLease(),
                request.includeContext()
                        ? attempt.context.map(
                                id -> view.model().snapshots.get(id).payload())
                        : Optional.empty(),
                Optional.empty(),
                request.includeDependencyOutputs()
                        ? Optional.of(
                                task.dependsOn.stream().map(ClaimRules::outcome).toList())
                        : Optional.empty());
    }

    private static DependencyOutput outcome(ModelTask dependency) {
        return new DependencyOutput(
                dependency.id,
                dependency.draft.key(),
                dependency.draft.kind(),
                dependency.status,
                dependency.output,
                Optional.empty(),
                dependency.error,
                Optional.empty());
    }
}
