package dev.parallelmcp.server.mcp;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * What a request says about itself in {@code _meta}, as JSON texts.
 *
 * @param progressToken a JSON string or integer; there when the client wants to hear of progress
 * @param fields everything there is, the progress token too
 */
record RequestMeta(Optional<String> progressToken, Map<String, String> fields) {

    static final RequestMeta NONE = new RequestMeta(Optional.empty(), Map.of());

    static final String PROTOCOL_VERSION = "io.modelcontextprotocol/protocolVersion";
    static final String CLIENT_INFO = "io.modelcontextprotocol/clientInfo";
    static final String CLIENT_CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";
    static final String SERVER_INFO = "io.modelcontextprotocol/serverInfo";

    /** Of parameters without {@code _meta}, or with something else than an object there, there is nothing to know. */
    static RequestMeta of(Params params) throws IOException {
        String meta = params.get("_meta");
        if (meta == null || !JsonFields.isObject(meta)) {
            return NONE;
        }
        try {
            Map<String, String> fields = JsonFields.of(meta);
            return new RequestMeta(
                    Optional.ofNullable(fields.get("progressToken")).filter(MessageParser::isId), fields);
        } catch (JsonFields.NotAnObjectException e) {
            throw new IllegalStateException("it begins like an object and was parsed before", e);
        }
    }

    /** Requests of the stateless revisions name theirs; those of the earlier ones agreed on one by initialize. */
    boolean namesRevision() {
        return fields.containsKey(PROTOCOL_VERSION);
    }
}
