package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.model.IdKind;
import dev.parallelmcp.core.model.TaskOutput;
import dev.parallelmcp.core.model.request.ListTaskOutputRequest;
import dev.parallelmcp.core.model.result.TaskOutputPage;
import dev.parallelmcp.core.store.Listing;
import dev.parallelmcp.core.store.ReadTransaction;
import java.util.List;
import java.util.Optional;

/** Reading what was put out for tasks. */
final class OutputQueries {

    private OutputQueries() {}

    static TaskOutputPage ofTask(ReadTransaction tx, ListTaskOutputRequest request) {
        // Who follows a task asks often, and its row holds its input.
        if (tx.tasks().idsTaken(List.of(request.taskId())).isEmpty()) {
            throw Refusals.notFound(IdKind.TASK, request.taskId());
        }
        long after = request.afterSeq().orElse(0L);
        Listing<TaskOutput> listing =
                tx.taskOutputs().list(request.taskId(), after, Pages.of(request.limit(), Optional.empty()));
        List<TaskOutput> outputs = listing.items();
        long next = outputs.isEmpty() ? after : outputs.get(outputs.size() - 1).sequence();
        return new TaskOutputPage(outputs, next, listing.truncated());
    }
}
