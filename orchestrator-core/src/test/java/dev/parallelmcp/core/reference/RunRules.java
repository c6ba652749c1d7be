package dev.parallelmcp.core.reference;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.model.ContextScope;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.IdKind;
import dev.parallelmcp.core.model.MaintenanceWork;
import dev.parallelmcp.core.model.request.CancelRunRequest;
import dev.parallelmcp.core.model.request.CloseRunRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.Mutation;
import dev.parallelmcp.core.model.request.PruneRunsRequest;
import dev.parallelmcp.core.model.result.ExpireResult;
import dev.parallelmcp.core.model.result.MaintenanceResult;
import dev.parallelmcp.core.model.result.PruneResult;
import dev.parallelmcp.core.model.result.RunResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** What is done to whole runs. */
final class RunRules {

    private static final int RUNS_PRUNED_AT_A_TIME = 100;
    private static final int RUNS_PRUNED_BY_MAINTENANCE = 1_000;

    private final View view;
    private final ReferenceModel model;
    private final PassingTime time;

    RunRules(View view) {
        this.view = view;
        this.model = view.model();
        this.time = new PassingTime(model);
    }

    private RunResult once(String operation, Mutation request, Supplier<ModelRun> effect) {
        return new Tokens(view)
                .once(
                        operation,
                        request,
                        () -> {
                            ModelRun run = model.change(effect);
                            return Tokens.Effect.on(run, new RunResult(run.show(), false), List.of(run.id));
                        },
                        id -> new RunResult(view.run((String) id.get(0)).show(), true));
    }

    RunResult createRun(CreateRunRequest request) {
        return once("create_run", request, () -> create(request));
    }

    private ModelRun create(CreateRunRequest request) {
        String namespace = view.narrow(request.namespace()).orElse("default");
        view.requireSmall(request.metadata());
        view.requireSmall(request.context());
        if (request.id().filter(model.runs::containsKey).isPresent()) {
            throw ReferenceModel.refusal(ErrorCode.DUPLICATE_ID);
        }
        String learned = model.ids().next(IdKind.RUN);
        ModelRun run = new ModelRun(
                request.id().orElse(learned), namespace, request.externalId(), request.metadata(), view.now());
        run.keepOpen = request.keepOpen();
        model.runs.put(run.id, run);
        model.record(run, EventType.RUN_CREATED, Payload.of(run));
        request.context()
                .ifPresent(context -> new ContextRules(view)
                        .append(new ContextRules.Entry(
                                run,
                                ContextScope.RUN,
                                context,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of("run.initial"))));
        return run;
    }

    RunResult closeRun(CloseRunRequest request) {
        return once("close_run", request, () -> {
            ModelRun run = view.run(request.runId());
            if (run.cancelledForGood) {
                throw ReferenceModel.refusal(ErrorCode.RUN_TERMINAL);
            }
            if (!run.closed) {
                run.closed = true;
                run.keepOpen = false;
                run.updatedAt = view.now();
                model.record(run, EventType.RUN_CLOSED, Payload.of(run));
            }
            return run;
        });
    }

    RunResult cancelRun(CancelRunRequest request) {
        return once("cancel_run", request, () -> {
            ModelRun run = view.run(request.runId());
            if (!run.status.terminal()) {
                String reason = request.reason().orElse("run_cancelled");
                model.record(run, EventType.RUN_CANCELLED, Payload.of(run).with("reason", reason));
                Endings endings = new Endings(model);
                model.tasksOf(run)
                        .filter(task -> !task.status.terminal())
                        .toList()
                        .forEach(task -> endings.cancel(task, reason));
                run.cancelledForGood = true;
            }
            return run;
        });
    }

    PruneResult pruneRuns(PruneRunsRequest request) {
        List<ModelRun> pruned = view.runs()
                .filter(run -> run.status.terminal())
                .filter(run ->
                        request.statuses().isEmpty() || request.statuses().contains(run.status))
                .filter(run -> run.updatedAt.isBefore(request.olderThan()))
                .sorted(Comparator.comparing(run -> run.updatedAt))
                .limit(request.limit().orElse(RUNS_PRUNED_AT_A_TIME))
                .toList();
        pruned.forEach(model::forget);
        return new PruneResult(pruned.stream().map(run -> run.id).toList(), pruned.size());
    }

    ExpireResult expireLeases() {
        List<String> expired = new ArrayList<>();
        applyAllDue((work, task) -> {
            if (work == MaintenanceWork.LEASES_EXPIRED || work == MaintenanceWork.ATTEMPTS_TIMED_OUT) {
                expired.add(task.id);
            }
        });
        return new ExpireResult(expired, expired.size());
    }

    MaintenanceResult runMaintenance() {
        Map<MaintenanceWork, Integer> counts = new EnumMap<>(MaintenanceWork.class);
        applyAllDue((work, task) -> counts.merge(work, 1, Integer::sum));
        model.options
                .retain()
                .map(kept -> PruneRunsRequest.builder(view.now().minus(kept))
                        .limit(RUNS_PRUNED_BY_MAINTENANCE)
                        .build())
                .ifPresent(term ->
                        counts.put(MaintenanceWork.RUNS_PRUNED, pruneRuns(term).count()));
        return new MaintenanceResult(counts);
    }

    /** Time passes for all, and the caller hears of what it sees. */
    private void applyAllDue(BiConsumer<MaintenanceWork, ModelTask> told) {
        boolean more;
        do {
            more = time.applyStep((work, task) -> {
                if (view.sees(task.run)) {
                    told.accept(work, task);
                }
            });
        } while (more);
    }
}
