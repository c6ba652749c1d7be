package dev.parallelmcp.server.mcp;

/** A method of the protocol that no session of the SDK is asked. May block. */
@FunctionalInterface
interface Method {

    /**
     * The result, for {@link ProtocolJson#write}.
     *
     * @throws RefusedException when the request is wrong, or cannot be answered now
     */
    Object answer(RequestFields fields);
}
