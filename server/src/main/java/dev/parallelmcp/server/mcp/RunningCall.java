package dev.parallelmcp.server.mcp;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** What a tool is given of an open call. */
record RunningCall(OpenCall call, OpenCalls calls, Replies replies, Executor executor, Executor reads)
        implements CallContext {

    @Override
    public boolean mayTakeEffect() {
        return call.begin();
    }

    @Override
    public boolean startWaiting() {
        return calls.startWaiting(call);
    }

    @Override
    public CompletionStage<Void> cutShort() {
        return call.cutShort().minimalCompletionStage();
    }

    @Override
    public void progress(double done, OptionalDouble total, Optional<String> message) {
        if (!Double.isFinite(done) || !Double.isFinite(total.orElse(0))) {
            throw new IllegalArgumentException("progress is told in finite numbers");
        }
        call.call().meta().progressToken().ifPresent(token -> replies.progress(call, token, done, total, message));
    }
}
