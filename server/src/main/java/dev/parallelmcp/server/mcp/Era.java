package dev.parallelmcp.server.mcp;

import java.util.Optional;
import java.util.Set;

/** The rules of one family of protocol revisions. For the thread that reads. */
interface Era {

    /** What a session of the SDK is asked. */
    Set<String> OF_SESSIONS = Set.of("tools/list", Incoming.Call.CALL_TOOL);

    /**
     * The session for a request.
     *
     * @return empty when the request needs none: then it is answered, or refused, already
     */
    Optional<Session> admit(Incoming.Call call);

    /** How results look. */
    ResultForm form();
}
