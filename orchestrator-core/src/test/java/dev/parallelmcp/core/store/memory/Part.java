package dev.parallelmcp.core.store.memory;

import dev.parallelmcp.core.store.TaskRow;
import dev.parallelmcp.core.store.TaskSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A part of all tasks: those of one namespace, of one run, of one kind. Empty means any, so every task is in eight parts,
 * and whoever asks for any combination of the three finds it in one drawer.
 */
record Part(Optional<String> namespace, Optional<String> runId, Optional<String> kind) implements Comparable<Part> {

    /** The kinds of one namespace, and of all of them, stand together in their order. */
    private static final Comparator<Part> ORDER = Comparator.comparing(Part::namespace, Orders.OPTIONAL_TEXT)
            .thenComparing(Part::runId, Orders.OPTIONAL_TEXT)
            .thenComparing(Part::kind, Orders.OPTIONAL_TEXT);

    static Part of(Optional<String> namespace) {
        return new Part(namespace, Optional.empty(), Optional.empty());
    }

    /** Of the parts that a task is in, those that name neither run nor kind. */
    static List<Part> ofNamespace(TaskRow task) {
        return List.of(of(Optional.empty()), of(Optional.of(task.spec().namespace())));
    }

    /** All parts that a task is in. */
    static List<Part> of(TaskRow task) {
        TaskSpec spec = task.spec();
        List<Part> parts = new ArrayList<>(8);
        for (Optional<String> namespace : List.of(Optional.<String>empty(), Optional.of(spec.namespace()))) {
            for (Optional<String> runId : List.of(Optional.<String>empty(), Optional.of(spec.runId()))) {
                parts.add(new Part(namespace, runId, Optional.empty()));
                parts.add(new Part(namespace, runId, Optional.of(spec.kind())));
            }
        }
        return parts;
    }

    /** The parts that together hold what has one of these kinds; no kinds means any. */
    static List<Part> of(Optional<String> namespace, Optional<String> runId, List<String> kinds) {
        if (kinds.isEmpty()) {
            return List.of(new Part(namespace, runId, Optional.empty()));
        }
        return kinds.stream()
                .map(kind -> new Part(namespace, runId, Optional.of(kind)))
                .toList();
    }

    Part ofKind(String newKind) {
        return new Part(namespace, runId, Optional.of(newKind));
    }

    /** Whether the two differ in nothing but the kind. */
    boolean differsInKind(Part other) {
        return namespace.equals(other.namespace) && runId.equals(other.runId);
    }

    @Override
    public int compareTo(Part other) {
        return ORDER.compare(this, other);
    }
}
