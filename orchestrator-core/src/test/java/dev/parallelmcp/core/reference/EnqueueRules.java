package dev.parallelmcp.core.reference;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.model.DependencyFailurePolicy;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.IdKind;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.EnqueueTasksRequest;
import dev.parallelmcp.core.model.request.TaskDraft;
import dev.parallelmcp.core.model.result.EnqueueTasksResult;
import dev.parallelmcp.core.model.result.TaskResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** enqueue_task and enqueue_tasks: one task is a graph of one. */
final class EnqueueRules {

    private final View view;
    private final ReferenceModel model;
    private final Endings endings;

    EnqueueRules(View view) {
        this.view = view;
        this.model = view.model();
        this.endings = new Endings(model);
    }

    TaskResult enqueueTask(EnqueueTaskRequest request) {
        return new TaskAnswers(view)
                .once(
                        "enqueue_task",
                        request,
                        () -> enqueue(request.runId(), List.of(request.draft())).get(0));
    }

    EnqueueTasksResult enqueueTasks(EnqueueTasksRequest request) {
        return new Tokens(view)
                .once(
                        "enqueue_tasks",
                        request,
                        () -> {
                            List<ModelTask> made = model.change(() -> enqueue(request.runId(), request.tasks()));
                            return Tokens.Effect.on(
                                    made.get(0).run,
                                    answer(request, made, false),
                                    made.stream().map(task -> task.id).toList());
                        },
                        ids -> answer(
                                request,
                                ids.stream().map(id -> view.task((String) id)).toList(),
                                true));
    }

    private static EnqueueTasksResult answer(EnqueueTasksRequest request, List<ModelTask> made, boolean replayed) {
        Map<String, String> idsByRef = new LinkedHashMap<>();
        for (int i = 0; i < made.size(); i++) {
            String id = made.get(i).id;
            request.tasks().get(i).ref().ifPresent(ref -> idsByRef.put(ref, id));
        }
        return new EnqueueTasksResult(made.stream().map(ModelTask::showInShort).toList(), idsByRef, false, replayed);
    }

    /** Answers the new tasks in the order given, and makes them in one in which none comes before what it depends on. */
    private List<ModelTask> enqueue(String runId, List<TaskDraft> drafts) {
        ModelRun run = view.run(runId);
        requireRoom(run, drafts);
        requireUnused(run, drafts);
        requireKnown(run, drafts);
        List<Integer> order = order(inside(drafts));
        for (int position : order) {
            TaskDraft draft = drafts.get(position);
            view.requireSmall(draft.input());
            view.requireSmall(draft.metadata());
            draft.contextSnapshotId().ifPresent(id -> view.snapshotOf(run, id));
        }
        Map<Integer, ModelTask> made = new HashMap<>();
        order.forEach(position -> made.put(position, make(run, drafts, position, made)));
        return IntStream.range(0, drafts.size()).mapToObj(made::get).toList();
    }

    private void requireRoom(ModelRun run, List<TaskDraft> drafts) {
        if (!run.takesWork()) {
            throw ReferenceModel.refusal(ErrorCode.RUN_TERMINAL);
        }
        if (model.tasksOf(run).count() + drafts.size() > model.options.maxTasksPerRun()) {
            throw ReferenceModel.refusal(ErrorCode.LIMIT_EXCEEDED);
        }
    }

    /** An id must be free in the whole store, a key in its run, and both among the tasks of the call. */
    private void requireUnused(ModelRun run, List<TaskDraft> drafts) {
        Set<String> ids = new HashSet<>(model.tasks.keySet());
        for (TaskDraft draft : drafts) {
            if (draft.id().isPresent() && !ids.add(draft.id().get())) {
                throw ReferenceModel.refusal(ErrorCode.DUPLICATE_ID);
            }
        }
        Set<String> keys = new HashSet<>();
        model.tasksOf(run).forEach(task -> task.draft.key().ifPresent(keys::add));
        for (TaskDraft draft : drafts) {
            if (draft.key().isPresent() && !keys.add(draft.key().get())) {
                throw ReferenceModel.refusal(ErrorCode.DUPLICATE_TASK_KEY);
            }
        }
    }

    /** For each task the positions of those of the same call on which it depends, by their ref or own id. */
    private static List<List<Integer>> inside(List<TaskDraft> drafts) {
        Map<String, Integer> positions = new HashMap<>();
        for (int i = 0; i < drafts.size(); i++) {
            int position = i;
            drafts.get(i).id().ifPresent(id -> positions.put(id, position));
            drafts.get(i).ref().ifPresent(ref -> positions.put(ref, position));
        }
        return drafts.stream()
                .map(draft -> draft.dependsOn().stream()
                        .filter(positions::containsKey)
                        .map(positions::get)
                        .distinct()
                        .toList())
                .toList();
    }

    private void requireKnown(ModelRun run, List<TaskDraft> drafts) {
        Set<String> named = new HashSet<>();
        drafts.forEach(draft -> {
            named.addAll(draft.id().stream().toList());
            named.addAll(draft.ref().stream().toList());
        });
        boolean allKnown = drafts.stream()
                .flatMap(draft -> draft.dependsOn().stream())
                .filter(name -> !named.contains(name))
                .allMatch(id -> outside(run, id).isPresent());
        if (!allKnown) {
            throw ReferenceModel.refusal(ErrorCode.UNKNOWN_DEPENDENCY);
        }
    }

    private Optional<ModelTask> outside(ModelRun run, String id) {
        return Optional.ofNullable(model.tasks.get(id)).filter(task -> task.run == run);
    }

    /** Always the first as given of those that depend on none that is left. */
    private static List<Integer> order(List<List<Integer>> inside) {
        List<Integer> left =
                new ArrayList<>(IntStream.range(0, inside.size()).boxed().toList());
        List<Integer> order = new ArrayList<>();
        while (!left.isEmpty()) {
            Integer next = left.stream()
                    .filter(position -> order.containsAll(inside.get(position)))
                    .findFirst()
                    .orElseThrow(() -> ReferenceModel.refusal(ErrorCode.DEPENDENCY_CYCLE));
            left.remove(next);
            order.add(next);
        }
        return order;
    }

    private ModelTask make(ModelRun run, List<TaskDraft> drafts, int position, Map<Integer, ModelTask> made) {
        TaskDraft draft = drafts.get(position);
        String learned = model.ids().next(IdKind.TASK);
        ModelTask task = new ModelTask(
                new ModelTask.Origin(
                        draft.id().orElse(learned),
                        run,
                        dependencies(run, drafts, position, made),
                        draft.contextSnapshotId().or(() -> run.currentContext),
                        draft.maxAttempts().orElse(model.options.maxAttempts())),
                draft,
                view.now());
        Optional<Instant> delay = draft.delayMs().filter(millis -> millis > 0).map(view.now()::plusMillis);
        endings.queue(task, draft.notBefore().or(() -> delay));
        model.tasks.put(task.id, task);
        model.record(
                task,
                Optional.empty(),
                EventType.TASK_ENQUEUED,
                Payload.of(task)
                        .with("kind", draft.kind())
                        .withText("key", draft.key())
                        .with("priority", draft.priority().orElse(0))
                        .with("unmetDependencies", (int) task.unmet().count())
                        .withInstant("notBefore", task.notBefore));
        if (task.policy() == DependencyFailurePolicy.CANCEL && task.hasFailedDependency()) {
            endings.cancelBehindFailure(task);
        }
        return task;
    }

    /** In the order given; one that is named twice, by its ref and its id, counts once. */
    private List<ModelTask> dependencies(
            ModelRun run, List<TaskDraft> drafts, int position, Map<Integer, ModelTask> made) {
        Set<ModelTask> dependencies = new LinkedHashSet<>();
        for (String name : drafts.get(position).dependsOn()) {
            Optional<ModelTask> sibling = made.entrySet().stream()
                    .filter(entry -> isNamed(drafts.get(entry.getKey()), name))
                    .map(Map.Entry::getValue)
                    .findFirst();
            dependencies.add(sibling.or(() -> outside(run, name)).orElseThrow());
        }
        return List.copyOf(dependencies);
    }

    private static boolean isNamed(TaskDraft draft, String name) {
        return draft.ref().equals(Optional.of(name)) || draft.id().equals(Optional.of(name));
    }
}
