package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.request.TaskDraft;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Supplier;

/** The new tasks of one call and how they depend on each other. */
final class TaskGraph {

    /** A longer cycle is named by its first tasks. */
    private static final int MAX_NAMED_IN_CYCLE = 10;

    private final List<NewTask> tasks;
    private final Map<String, NewTask> byId = new LinkedHashMap<>();

    private TaskGraph(List<NewTask> tasks) {
        this.tasks = tasks;
        // The first of two with the same id stays; the second is refused before anything is made of it.
        tasks.forEach(task -> byId.putIfAbsent(task.id(), task));
    }

    /** A single task, of which errors speak without a place. */
    static TaskGraph of(TaskDraft draft, Supplier<String> newId) {
        return resolve(List.of(draft), List.of(""), newId);
    }

    /** Tasks of which errors speak by position and ref. */
    static TaskGraph of(List<TaskDraft> drafts, Supplier<String> newId) {
        List<String> places = new ArrayList<>(drafts.size());
        for (TaskDraft draft : drafts) {
            String position = "tasks[" + places.size() + "]";
            places.add(draft.ref().map(ref -> position + " (ref " + ref + ")").orElse(position));
        }
        return resolve(drafts, places, newId);
    }

    private static TaskGraph resolve(List<TaskDraft> drafts, List<String> places, Supplier<String> newId) {
        Map<String, String> idsByName = new HashMap<>();
        List<String> ids = new ArrayList<>(drafts.size());
        for (TaskDraft draft : drafts) {
            String id = draft.id().orElseGet(newId);
            ids.add(id);
            draft.id().ifPresent(own -> idsByName.put(own, own));
            draft.ref().ifPresent(ref -> idsByName.put(ref, id));
        }
        List<NewTask> tasks = new ArrayList<>(drafts.size());
        for (int i = 0; i < drafts.size(); i++) {
            LinkedHashSet<String> dependsOn = new LinkedHashSet<>();
            drafts.get(i).dependsOn().forEach(name -> dependsOn.add(idsByName.getOrDefault(name, name)));
            tasks.add(new NewTask(i, places.get(i), drafts.get(i), ids.get(i), List.copyOf(dependsOn)));
        }
        return new TaskGraph(tasks);
    }

    /** In the order given. */
    List<NewTask> tasks() {
        return tasks;
    }

    boolean has(String taskId) {
        return byId.containsKey(taskId);
    }

    /** Whether this task is the one that its id stands for. */
    boolean isFirstOfItsId(NewTask task) {
        return first(task.id()).position() == task.position();
    }

    private NewTask first(String taskId) {
        return Optional.ofNullable(byId.get(taskId)).orElseThrow();
    }

    /** What they depend on outside. */
    List<String> outside() {
        return tasks.stream()
                .flatMap(task -> task.dependsOn().stream())
                .filter(id -> !has(id))
                .distinct()
                .toList();
    }

    /** Every task after those that it depends on; else as given. */
    List<NewTask> ordered() {
        Map<String, List<NewTask>> dependents = new HashMap<>();
        int[] waitsFor = new int[tasks.size()];
        PriorityQueue<Integer> next = new PriorityQueue<>();
        for (NewTask task : tasks) {
            for (String id : inside(task)) {
                dependents.computeIfAbsent(id, key -> new ArrayList<>()).add(task);
                waitsFor[task.position()]++;
            }
            if (waitsFor[task.position()] == 0) {
                next.add(task.position());
            }
        }
        List<NewTask> ordered = new ArrayList<>(tasks.size());
        while (!next.isEmpty()) {
            NewTask task = tasks.get(next.remove());
            ordered.add(task);
            for (NewTask dependent : dependents.getOrDefault(task.id(), List.of())) {
                if (--waitsFor[dependent.position()] == 0) {
                    next.add(dependent.position());
                }
            }
        }
        if (ordered.size() < tasks.size()) {
            throw cycle(waitsFor);
        }
        return ordered;
    }

    private List<String> inside(NewTask task) {
        return task.dependsOn().stream().filter(this::has).toList();
    }

    /** From any task that was never free, one that holds it back, and so on: the way must come round. */
    private OrchestratorException cycle(int[] waitsFor) {
        NewTask task = tasks.stream()
                .filter(left -> waitsFor[left.position()] > 0)
                .findFirst()
                .orElseThrow();
        LinkedHashSet<NewTask> way = new LinkedHashSet<>();
        while (way.add(task)) {
            task = heldBackBy(task, waitsFor);
        }
        NewTask start = task;
        List<NewTask> round = way.stream()
                .dropWhile(passed -> passed.position() != start.position())
                .toList();
        OrchestratorException.Builder refusal = OrchestratorException.builder(
                ErrorCode.DEPENDENCY_CYCLE,
                "a task cannot depend on itself" + (round.size() > 1 ? " through others" : "") + ": " + path(round));
        start.draft().id().ifPresent(id -> refusal.id("taskId", id));
        return refusal.build();
    }

    private NewTask heldBackBy(NewTask task, int[] waitsFor) {
        return task.dependsOn().stream()
                .filter(this::has)
                .map(this::first)
                .filter(dependency -> waitsFor[dependency.position()] > 0)
                .findFirst()
                .orElseThrow();
    }

    private static String path(List<NewTask> round) {
        List<String> names = new ArrayList<>(
                round.stream().limit(MAX_NAMED_IN_CYCLE).map(NewTask::name).toList());
        if (round.size() > MAX_NAMED_IN_CYCLE) {
            names.add("(" + (round.size() - MAX_NAMED_IN_CYCLE) + " more)");
        }
        names.add(round.get(0).name());
        return String.join(" → ", names);
    }
}
