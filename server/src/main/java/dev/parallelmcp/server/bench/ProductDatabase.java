package dev.parallelmcp.server.bench;

import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.model.Limits;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EnqueueTasksRequest;
import dev.parallelmcp.core.model.request.TaskDraft;
import dev.parallelmcp.core.store.sqlite.Durability;
import dev.parallelmcp.core.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** A database with the product's engine on it, used as a program that embeds the library uses it. */
final class ProductDatabase implements AutoCloseable {

    private final Orchestrator orchestrator;

    private ProductDatabase(Orchestrator orchestrator) {
        this.orchestrator = orchestrator;
    }

    static ProductDatabase open(Path file, Durability durability) {
        return new ProductDatabase(
                Orchestrator.on(SqliteStore.builder(file).durability(durability).open()));
    }

    Orchestrator orchestrator() {
        return orchestrator;
    }

    /** A new run without tasks; answers its id. */
    String createRun() {
        return orchestrator.createRun(CreateRunRequest.builder().build()).run().id();
    }

    /** Puts so many tasks into new runs, as many in each as it holds. */
    void enqueue(int tasks, IntFunction<TaskDraft> draft) {
        for (int from = 0; from < tasks; from += Limits.DEFAULT_MAX_TASKS_PER_RUN) {
            enqueue(createRun(), Math.min(tasks - from, Limits.DEFAULT_MAX_TASKS_PER_RUN), draft);
        }
    }

    /** Puts so many tasks into a run. */
    void enqueue(String runId, int tasks, IntFunction<TaskDraft> draft) {
        for (int from = 0; from < tasks; from += Limits.MAX_TASKS_PER_GRAPH) {
            List<TaskDraft> graph = IntStream.range(from, Math.min(tasks, from + Limits.MAX_TASKS_PER_GRAPH))
                    .mapToObj(draft)
                    .toList();
            orchestrator.enqueueTasks(EnqueueTasksRequest.builder(runId, graph).build());
        }
    }

    /** Tasks that can be claimed. */
    void enqueueReady(int tasks) {
        TaskDraft draft = TaskDraft.builder(Items.KIND).input(Items.INPUT_JSON).build();
        enqueue(tasks, number -> draft);
    }

    @Override
    public void close() {
        orchestrator.close();
    }
}
