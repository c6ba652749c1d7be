package dev.parallelmcp.core.waiting;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A caller that asks for nothing in particular. */
record PlainCaller(Executor executor, CompletableFuture<Void> cutShort) implements Caller {

    @Override
    public boolean mayTakeEffect() {
        return true;
    }

    @Override
    public boolean startWaiting() {
        return true;
    }

    @Override
    public void progress(int done, int total) {
        // Nobody asked.
    }
}
