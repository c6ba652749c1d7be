package dev.parallelmcp.server.mcp;

/** What a line says. */
sealed interface Incoming {

    /** A raw JSON {@code null}: the id of a reply to what has no usable one. */
    String NO_ID = "null";

    /**
     * A request: exactly one reply is due, unless the client takes it back.
     *
     * @param id a JSON string or integer as the client wrote it
     */
    record Call(String id, String method, Params params, RequestMeta meta) implements Incoming {

        static final String CALL_TOOL = "tools/call";

        boolean callsTool() {
            return method.equals(CALL_TOOL);
        }
    }

    /** A notification: no reply is due. */
    record Notice(String method, Params params) implements Incoming {}

    /** A reply to a request of ours; this server makes none. */
    record Reply() implements Incoming {}

    /** Not JSON-RPC; answered with an error. */
    record Malformed(String id, int code, String message) implements Incoming {}
}
