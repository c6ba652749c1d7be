package dev.parallelmcp.server.mcp;

import dev.parallelmcp.schema.ToolSpec;
import java.util.List;

/** The tools behind a server. Called from many threads at once. */
public interface ToolHandler {

    /** The tools in the order in which they are listed. */
    List<ToolSpec> tools();

    /**
     * Runs a tool and answers its result or its error. May block.
     *
     * @param tool the name of one of {@link #tools}
     * @param arguments a JSON object, exactly as the client wrote it
     */
    ToolReply call(String tool, String arguments);

    /** The tool's answer to a call that was not run, or whose end nobody waited for. */
    ToolReply refuse(Refusal reason);

    /** Why a call gets no answer of its tool. */
    enum Refusal {
        /** As many calls as the server takes are in progress; this one was not begun. */
        TOO_MANY_CALLS,
        /** The server ends; whether the call took effect is not known. */
        STOPPING
    }
}
