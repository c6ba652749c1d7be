package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.request.Mutation;
import dev.parallelmcp.core.model.result.RunResult;
import dev.parallelmcp.core.store.TokenRow;

/** A use case about one run, which it answers. */
abstract class RunUseCase<Q extends Mutation> implements UseCase<Q, RunResult> {

    /** Does it and names the run. */
    abstract String change(UnitOfWork work, Q request);

    @Override
    public final Answer<RunResult> apply(UnitOfWork work, Q request) {
        String runId = change(work, request);
        // The status follows from what was done, so it is brought up to date before the run is answered.
        work.ledger().settle();
        Run run = work.run(runId).run();
        return Answer.about(run, new RunResult(run, false));
    }

    @Override
    public final RunResult replay(UnitOfWork work, Q request, TokenRow use) {
        return new RunResult(work.run(use.answerId()).run(), true);
    }
}
