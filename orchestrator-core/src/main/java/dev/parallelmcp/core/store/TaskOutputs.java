package dev.parallelmcp.core.store;

/** Writing what was put out for tasks. */
public interface TaskOutputs extends TaskOutputReads {

    /**
     * Adds an entry and drops the oldest ones of the task until the others fit the room; the new one always stays. The
     * row of the task is left alone. What one more costs does not depend on how many there are.
     *
     * @return its number: 1, 2, 3 … within the task, never given twice
     */
    long append(TaskRow task, TaskOutputDraft draft, OutputRoom room);
}
