package dev.parallelmcp.core.store;

import dev.parallelmcp.core.model.TaskOutput;

/** Reading what was put out for tasks. */
public interface TaskOutputReads {

    /** What is kept of a task with a number above this one, oldest first. Offsets are not used. */
    Listing<TaskOutput> list(String taskId, long afterSequence, Page page);
}
