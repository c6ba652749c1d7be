package dev.parallelmcp.core.reference;

import dev.parallelmcp.core.engine.Operations;
import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;

/** What came of a call. */
sealed interface Outcome {

    record Answered(Object answer) implements Outcome {}

    record Refused(ErrorCode code) implements Outcome {}

    /** What no operation may do. */
    record Broken(String what) implements Outcome {}

    static Outcome of(Operations on, Record request) {
        try {
            return new Answered(Operation.call(on, request));
        } catch (OrchestratorException e) {
            return e.code() == ErrorCode.INTERNAL ? new Broken(e.toString()) : new Refused(e.code());
        } catch (RuntimeException e) {
            return new Broken(e.toString());
        }
    }
}
