package dev.parallelmcp.server.mcp;

/** What a line says. */
sealed interface Incoming {

    /** A raw JSON {@code null}: the id of a reply to what has no usable one. */
    String NO_ID = "null";

    /**
     * A request: exactly one reply is due.
     *
     * @param id a JSON string or integer as the client wrote it
     * @param params a JSON object as the client wrote it; {@code {}} when there was none
     */
    record Call(String id, String method, String params) implements Incoming {}

    /** A notification: no reply is due. */
    record Notice(String method) implements Incoming {}

    /** A reply to a request of ours; this server makes none. */
    record Reply() implements Incoming {}

    /** Not JSON-RPC; answered with an error. */
    record Malformed(String id, int code, String message) implements Incoming {}
}
