package dev.parallelmcp.core.reference;

import dev.parallelmcp.core.model.Detail;
import dev.parallelmcp.core.model.Limits;
import dev.parallelmcp.core.model.request.GetContextSnapshotRequest;
import dev.parallelmcp.core.model.request.GetCurrentContextSnapshotRequest;
import dev.parallelmcp.core.model.request.GetRunRequest;
import dev.parallelmcp.core.model.request.GetStatsRequest;
import dev.parallelmcp.core.model.request.GetTaskRequest;
import dev.parallelmcp.core.model.request.ListDeadTasksRequest;
import dev.parallelmcp.core.model.request.ListPendingTasksRequest;
import dev.parallelmcp.core.model.request.ListRunTasksRequest;
import dev.parallelmcp.core.model.request.ListRunsRequest;
import dev.parallelmcp.core.model.request.ListTaskOutputRequest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every question whose answers together are the whole store. */
final class Everything {

    private static final int ALL = Limits.MAX_PAGE_ITEMS;

    private Everything() {}

    /** In one namespace only lists and statistics: the records are those that are read in all. */
    static List<Record> reads(View view) {
        List<Record> reads = new ArrayList<>();
        reads.add(ListRunsRequest.builder().limit(ALL).build());
        reads.add(
                ListPendingTasksRequest.builder().limit(ALL).detail(Detail.FULL).build());
        reads.add(ListDeadTasksRequest.builder().limit(ALL).detail(Detail.FULL).build());
        reads.add(GetStatsRequest.builder().build());
        if (view.namespace().isEmpty()) {
            view.runs().forEach(run -> {
                reads.add(new GetRunRequest(run.id));
                reads.add(new GetCurrentContextSnapshotRequest(run.id));
                reads.add(ListRunTasksRequest.builder(run.id)
                        .limit(ALL)
                        .detail(Detail.FULL)
                        .build());
            });
            view.tasks().forEach(task -> {
                if (!task.attempts.isEmpty()) {
                    reads.add(GetTaskRequest.builder(task.id).includeAttempts().build());
                }
                if (!task.outputs.isEmpty()) {
                    reads.add(ListTaskOutputRequest.builder(task.id).limit(ALL).build());
                }
            });
            view.model().snapshots.keySet().forEach(id -> reads.add(new GetContextSnapshotRequest(id)));
        }
        return reads;
    }

    /** Nothing is left over, and nothing is there twice. */
    static Optional<Difference> rows(ReferenceModel model, Map<Database.Rows, Long> actual) {
        Map<Database.Rows, Long> expected = new EnumMap<>(Database.Rows.class);
        for (Database.Rows rows : actual.keySet()) {
            expected.put(rows, count(model, rows));
        }
        return Difference.between("the rows", expected, actual);
    }

    private static long count(ReferenceModel model, Database.Rows rows) {
        return switch (rows) {
            case RUNS -> model.runs.size();
            case TASKS -> model.tasks.size();
            case DEPENDENCIES ->
                model.tasks.values().stream()
                        .mapToInt(task -> task.dependsOn.size())
                        .sum();
            case ATTEMPTS -> model.attempts().count();
            case SNAPSHOTS -> model.snapshots.size();
            case EVENTS -> model.log.size();
            case TOKENS -> model.tokens.size();
            case OUTPUTS ->
                model.tasks.values().stream()
                        .mapToInt(task -> task.outputs.size())
                        .sum();
        };
    }
}
