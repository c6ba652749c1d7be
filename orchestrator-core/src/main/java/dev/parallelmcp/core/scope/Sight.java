package dev.parallelmcp.core.scope;

import dev.parallelmcp.core.store.ReadTransaction;
import java.util.Optional;

/** Tells which records of one transaction a caller sees. */
final class Sight {

    private final Scope scope;
    private final ReadTransaction whole;

    Sight(Scope scope, ReadTransaction whole) {
        this.scope = scope;
        this.whole = whole;
    }

    boolean ofNamespace(String namespace) {
        return scope.sees(namespace);
    }

    boolean ofRun(String runId) {
        return whole.runs()
                .find(runId)
                .filter(row -> scope.sees(row.run().namespace()))
                .isPresent();
    }

    boolean ofTask(String taskId) {
        return whole.tasks()
                .find(taskId)
                .filter(row -> scope.sees(row.spec().namespace()))
                .isPresent();
    }

    /** The namespace to look in. */
    Optional<String> narrow(Optional<String> asked) {
        return scope.narrow(asked);
    }

    /** What is not seen cannot have been found, so a change to it is a mistake of the program. */
    static void require(boolean seen) {
        if (!seen) {
            throw new IllegalStateException("a change outside the namespace of its caller");
        }
    }
}
