package dev.parallelmcp.server.tool;

import java.util.concurrent.Executor;

/** Calls tools with an executor, and wants to the end what it called for. */
record TestCaller(Executor executor) implements ToolCaller {

    /** Does everything on the calling thread. */
    static final TestCaller HERE = new TestCaller(Runnable::run);

    @Override
    public boolean mayTakeEffect() {
        return true;
    }
}
