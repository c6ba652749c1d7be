package dev.parallelmcp.server.mcp;

/** How the result of a method looks in one family of protocol revisions. */
interface ResultForm {

    /** The revisions with a handshake: a result is what the method says, and nothing else. */
    ResultForm PLAIN = (method, json) -> json;

    /**
     * Puts a result into this form.
     *
     * @param json one line of JSON, an object
     */
    String of(String method, String json);

    /** The error code for a resource that there is not. */
    default int resourceNotFound() {
        return RpcError.RESOURCE_NOT_FOUND;
    }
}
