package dev.parallelmcp.server.demo;

import dev.parallelmcp.core.model.Task;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints the tasks of a run as a tree: each stands below the dependency that ended last, with what it took. */
final class RunTree {

    private final PrintWriter out;
    private final Map<String, Task> byId = new LinkedHashMap<>();
    private final Map<String, List<Task>> children;

    RunTree(PrintWriter out, List<Task> tasks) {
        this.out = out;
        tasks.forEach(task -> byId.put(task.id(), task));
        this.children = tasks.stream()
                .filter(task -> !task.dependsOnTaskIds().isEmpty())
                .collect(Collectors.groupingBy(this::parentId));
    }

    void print() {
        byId.values().stream().filter(task -> task.dependsOnTaskIds().isEmpty()).forEach(root -> print(root, "", ""));
    }

    /** The dependency that held the task up longest. */
    private String parentId(Task task) {
        String latest = task.dependsOnTaskIds().get(0);
        for (String id : task.dependsOnTaskIds()) {
            if (end(id).isAfter(end(latest))) {
                latest = id;
            }
        }
        return latest;
    }

    private Instant end(String taskId) {
        Task task = byId.get(taskId);
        return task == null ? Instant.MIN : task.completedAt().orElse(Instant.MIN);
    }

    private void print(Task task, String branch, String indent) {
        out.println(branch + describe(task));
        List<Task> below = children.getOrDefault(task.id(), List.of());
        for (int i = 0; i < below.size(); i++) {
            boolean last = i == below.size() - 1;
            print(below.get(i), indent + (last ? "`-- " : "|-- "), indent + (last ? "    " : "|   "));
        }
    }

    private static String describe(Task task) {
        int others = Math.max(0, task.dependsOnTaskIds().size() - 1);
        return String.format(
                Locale.ROOT,
                "%-13s %-10s %5d ms%s%s",
                task.key().orElse(task.kind()),
                task.status().wireName(),
                millis(task),
                task.attemptCount() > 1 ? "  " + task.attemptCount() + " attempts" : "",
                others > 0 ? "  (after " + others + " others too)" : "");
    }

    private static long millis(Task task) {
        return task.startedAt().isEmpty() || task.completedAt().isEmpty()
                ? 0
                : Duration.between(task.startedAt().get(), task.completedAt().get())
                        .toMillis();
    }
}
