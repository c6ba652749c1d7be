package dev.parallelmcp.core.store.memory;

/** All that a database holds. */
final class Tables {

    final MemoryRuns runs;
    final MemoryTasks tasks;
    final MemoryAttempts attempts;
    final MemoryTaskOutputs taskOutputs;
    final MemorySnapshots snapshots;
    final MemoryEvents events;
    final MemoryTokens tokens;
    private final TaskTable taskTable;

    Tables(Journal journal) {
        taskTable = new TaskTable(journal);
        runs = new MemoryRuns(journal, this::deleteWhatHangsOn);
        tasks = new MemoryTasks(taskTable);
        attempts = new MemoryAttempts(journal);
        taskOutputs = new MemoryTaskOutputs(journal);
        snapshots = new MemorySnapshots(journal);
        events = new MemoryEvents(journal);
        tokens = new MemoryTokens(journal);
    }

    private void deleteWhatHangsOn(String runId) {
        for (String taskId : taskTable.deleteOfRun(runId)) {
            attempts.deleteOfTask(taskId);
            taskOutputs.deleteOfTask(taskId);
        }
        snapshots.deleteOfRun(runId);
        events.deleteOfRun(runId);
        tokens.deleteOfRun(runId);
    }
}
