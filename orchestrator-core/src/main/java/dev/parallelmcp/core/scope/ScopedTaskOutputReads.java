package dev.parallelmcp.core.scope;

import dev.parallelmcp.core.model.TaskOutput;
import dev.parallelmcp.core.store.Listing;
import dev.parallelmcp.core.store.Page;
import dev.parallelmcp.core.store.TaskOutputReads;
import java.util.List;

/** What was put out for tasks of one namespace. */
class ScopedTaskOutputReads implements TaskOutputReads {

    private final TaskOutputReads whole;
    private final Sight sight;

    ScopedTaskOutputReads(TaskOutputReads whole, Sight sight) {
        this.whole = whole;
        this.sight = sight;
    }

    @Override
    public final Listing<TaskOutput> list(String taskId, long afterSequence, Page page) {
        return sight.ofTask(taskId) ? whole.list(taskId, afterSequence, page) : new Listing<>(List.of(), false);
    }
}
