package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.model.ContextScope;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.IdKind;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunGate;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.RunTally;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.store.RunRow;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** create_run. */
final class CreateRun extends RunUseCase<CreateRunRequest> {

    private static final String INITIAL_LABEL = "run.initial";

    @Override
    public String operation() {
        return "create_run";
    }

    @Override
    String change(UnitOfWork work, CreateRunRequest request) {
        String namespace = namespace(work, request);
        Optional<Json> metadata = Optional.ofNullable(work.payload("metadata", request.metadata()));
        @Nullable Json context = work.payload("context", request.context());
        work.requireUnused(IdKind.RUN, request.id());
        Run run = new Run(
                request.id().orElseGet(() -> work.newId(IdKind.RUN)),
                namespace,
                request.externalId(),
                RunStatus.PENDING,
                metadata,
                Optional.empty(),
                request.keepOpen(),
                work.now(),
                work.now());
        RunRow row = new RunRow(run, RunGate.OPEN, RunTally.ZERO);
        work.tx().runs().insert(row);
        work.record(run, EventType.RUN_CREATED, EventPayload.of(run));
        if (context != null) {
            ContextChain.append(
                    work, row, ContextChain.Entry.of(ContextScope.RUN, context).labelled(INITIAL_LABEL));
        }
        return run.id();
    }

    static String namespace(UnitOfWork work, CreateRunRequest request) {
        return work.scope().narrow(request.namespace()).orElse(Run.DEFAULT_NAMESPACE);
    }
}
