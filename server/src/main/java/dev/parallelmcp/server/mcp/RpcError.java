package dev.parallelmcp.server.mcp;

/** The error codes of JSON-RPC that this server answers with. */
final class RpcError {

    /** The line is not JSON. */
    static final int PARSE_ERROR = -32_700;
    /** The line is JSON but not a request, or not one for now. */
    static final int INVALID_REQUEST = -32_600;
    /** No such method, or not in the revision of the request. */
    static final int METHOD_NOT_FOUND = -32_601;
    /** The method exists, its parameters are wrong. */
    static final int INVALID_PARAMS = -32_602;
    /** A defect of this program. */
    static final int INTERNAL = -32_603;
    /** Not now: too much is in progress, or the server ends. */
    static final int UNAVAILABLE = -32_000;

    /** There is no such resource; in revision 2026-07-28 that is {@link #INVALID_PARAMS}. */
    static final int RESOURCE_NOT_FOUND = -32_002;

    /** The request is in a protocol revision that this server does not know. */
    static final int UNSUPPORTED_REVISION = -32_022;

    private RpcError() {}
}
