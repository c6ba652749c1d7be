package dev.parallelmcp.server.mcp;

import dev.parallelmcp.schema.ToolSpec;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The tools behind a server. Called from many threads at once. */
public interface ToolHandler {

    /** The tools in the order in which they are listed. */
    List<ToolSpec> tools();

    /** How calls of this tool take turns with the others of their connection. */
    Turn turn(String tool);

    /**
     * Runs a tool and answers its result or its error. May block, unless the tool's turn is {@link Turn#IN_LINE}.
     *
     * @param tool the name of one of {@link #tools}
     * @param arguments a JSON object, exactly as the client wrote it
     * @param context what the call knows of its connection
     */
    CompletionStage<ToolReply> call(String tool, String arguments, CallContext context);

    /** Loads what calls need, so that the first does not have to wait for it. May be left undone. */
    default void prepare() {}

    /** The tool's answer to a call that was not run, or whose end nobody waited for. */
    ToolReply refuse(Refusal reason);

    /** When a call begins, so that the lines of one connection take effect in their order. */
    enum Turn {
        /**
         * A change that is called as soon as its line is read and the reads before it have been answered, and queues what
         * it does before the call returns.
         */
        IN_LINE,
        /** A change that begins when everything before it has been answered; everything after it waits for its answer. */
        ALONE,
        /** A read: begins when the changes before it have been answered, and runs beside other reads. */
        AFTER_CHANGES
    }

    /** Why a call gets no answer of its tool. */
    enum Refusal {
        /** As many calls as the server takes are in progress; this one was not begun. */
        TOO_MANY_CALLS,
        /** The server ends; the call had no effect. */
        STOPPING,
        /** The server ends; whether the call took effect is not known. */
        OUTCOME_UNKNOWN
    }
}
