package dev.parallelmcp.core.scope;

import dev.parallelmcp.core.store.OutputRoom;
import dev.parallelmcp.core.store.TaskOutputDraft;
import dev.parallelmcp.core.store.TaskOutputs;
import dev.parallelmcp.core.store.TaskRow;

/** What was put out for tasks of one namespace. */
final class ScopedTaskOutputs extends ScopedTaskOutputReads implements TaskOutputs {

    private final TaskOutputs whole;
    private final Sight sight;

    ScopedTaskOutputs(TaskOutputs whole, Sight sight) {
        super(whole, sight);
        this.whole = whole;
        this.sight = sight;
    }

    @Override
    public long append(TaskRow task, TaskOutputDraft draft, OutputRoom room) {
        Sight.require(sight.ofNamespace(task.spec().namespace()));
        return whole.append(task, draft, room);
    }
}
