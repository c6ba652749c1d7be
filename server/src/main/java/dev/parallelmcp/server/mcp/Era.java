package dev.parallelmcp.server.mcp;

import java.util.Set;

/** The rules of one family of protocol revisions. For the thread that reads. */
interface Era {

    /** The methods of tools, which every family has. */
    Set<String> OF_TOOLS = Set.of("tools/list", Incoming.Call.CALL_TOOL);

    /** Whether a request is to be handled; else it is answered, or refused, already. */
    boolean admit(Incoming.Call call);

    /** How results look. */
    ResultForm form();
}
