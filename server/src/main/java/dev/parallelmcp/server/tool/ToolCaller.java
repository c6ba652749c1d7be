package dev.parallelmcp.server.tool;

import java.util.concurrent.Executor;

/** Whoever calls a tool, as far as the call has to know. Safe for use by many threads. */
public interface ToolCaller {

    /** For what a call has yet to do when it returns; what is run there may block. */
    Executor executor();

    /** Asked right before a call takes effect: false when it is not wanted any more, and then it has none. */
    boolean mayTakeEffect();
}
