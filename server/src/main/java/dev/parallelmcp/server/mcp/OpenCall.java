package dev.parallelmcp.server.mcp;

/**
 * A request that has no reply yet.
 *
 * @param number what the SDK knows the request by; unlike the client's id it is never in use twice
 * @param call what the client asked
 */
record OpenCall(long number, Incoming.Call call) {

    static final String CALL_TOOL = "tools/call";

    boolean callsTool() {
        return call.method().equals(CALL_TOOL);
    }
}
