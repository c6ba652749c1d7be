package dev.parallelmcp.server.bench;

import dev.parallelmcp.core.engine.Operations;
import dev.parallelmcp.core.model.Limits;
import dev.parallelmcp.core.model.request.EnqueueTasksRequest;
import dev.parallelmcp.core.model.request.TaskDraft;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Workers enqueue graphs in layers: each task depends on one or two of the layer before. Every graph has its own run. */
final class Graphs implements Subject {

    static final int MOST_TASKS = Limits.MAX_TASKS_PER_GRAPH;

    private static final int LAYERS = 10;

    @Override
    public Sample measure(Path file, Load load)
            throws SQLException, IOException, InterruptedException, BenchStoppedException {
        int size = size(load);
        try (ProductDatabase database = ProductDatabase.open(file, load.durability())) {
            Sample sample = enqueue(database, load);
            Load another = load.withTasks(size);
            return WalMeter.measured(file, sample, size, () -> enqueue(database, another));
        }
    }

    /** How many tasks one graph has. */
    static int size(Load load) {
        return Math.min(load.tasks(), MOST_TASKS);
    }

    /** Puts that load, in whole graphs, into a database. */
    static Sample enqueue(ProductDatabase database, Load load) throws InterruptedException, BenchStoppedException {
        int size = size(load);
        int graphs = load.tasks() / size;
        List<TaskDraft> graph = graph(size);
        List<Iterator<EnqueueTasksRequest>> shares = new ArrayList<>();
        for (int worker = 0; worker < load.workers(); worker++) {
            List<EnqueueTasksRequest> share = new ArrayList<>();
            for (int i = worker; i < graphs; i += load.workers()) {
                share.add(
                        EnqueueTasksRequest.builder(database.createRun(), graph).build());
            }
            shares.add(share.iterator());
        }
        return Workers.run(load.workers(), graphs, worker -> operation(database.orchestrator(), shares.get(worker)))
                .weighted(size);
    }

    private static Workers.Operation operation(Operations operations, Iterator<EnqueueTasksRequest> requests) {
        return () -> operations.enqueueTasks(requests.next());
    }

    static List<TaskDraft> graph(int tasks) {
        int width = Math.max(1, tasks / LAYERS);
        List<TaskDraft> graph = new ArrayList<>();
        for (int number = 0; number < tasks; number++) {
            graph.add(TaskDraft.builder(Items.KIND)
                    .ref(ref(number))
                    .input(Items.INPUT_JSON)
                    .dependsOn(dependencies(number, width))
                    .build());
        }
        return graph;
    }

    private static List<String> dependencies(int number, int width) {
        int above = number - width;
        if (above < 0) {
            return List.of();
        }
        return number % 2 == 0 || above == 0 ? List.of(ref(above)) : List.of(ref(above), ref(above - 1));
    }

    private static String ref(int number) {
        return "task-" + number;
    }
}
