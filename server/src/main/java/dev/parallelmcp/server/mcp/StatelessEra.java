package dev.parallelmcp.server.mcp;

import java.util.Set;

/**
 * The revision 2026-07-28: no handshake; each request says in its {@code _meta} which revision it is in, who asks, and
 * what the client can do. The SDK does not know it, so its results are completed.
 */
final class StatelessEra implements Era {

    static final String REVISION = "2026-07-28";
    static final String DISCOVER = "server/discover";
    static final String ENVELOPE_MISSING = DISCOVER + " is a request of revision " + REVISION + ": _meta must name "
            + RequestMeta.PROTOCOL_VERSION + " and " + RequestMeta.CLIENT_CAPABILITIES;

    /**
     * The answers to these tell how long they hold. They change only when the server is started anew, perhaps with other
     * options; five minutes bound how long a client may then be wrong.
     */
    private static final Set<String> CACHEABLE =
            Set.of("tools/list", "prompts/list", "resources/templates/list", DISCOVER);

    private static final String CACHE_FIELDS = "\"ttlMs\":300000,\"cacheScope\":\"private\",";

    /** The answers to these have to tell so too, but what they say may be different the next moment. */
    private static final Set<String> CURRENT = Set.of("resources/list", ResourceMethods.READ);

    private static final String CURRENT_FIELDS = "\"ttlMs\":0,\"cacheScope\":\"private\",";

    private final Replies replies;
    private final String commonFields;
    private final String discovery;
    private final Set<String> served;
    private final ResultForm form = new Form();

    /**
     * @param capabilities what the server can do, a JSON object
     * @param served the methods that are dispatched; everything else that the family knows it answers itself
     */
    StatelessEra(ServerIdentity identity, String capabilities, Replies replies, Set<String> served) {
        this.replies = replies;
        this.served = served;
        this.commonFields = "{\"resultType\":\"complete\",\"_meta\":{\"" + RequestMeta.SERVER_INFO + "\":{\"name\":"
                + Replies.quoted(identity.name()) + ",\"version\":" + Replies.quoted(identity.version()) + "}},";
        this.discovery = "{\"supportedVersions\":[\"" + REVISION + "\"],\"capabilities\":" + capabilities
                + ",\"instructions\":" + Replies.quoted(identity.instructions()) + "}";
    }

    @Override
    public boolean admit(Incoming.Call call) {
        String revision = RequestFields.string(call.meta().fields().get(RequestMeta.PROTOCOL_VERSION));
        if (revision == null) {
            refuse(call, "_meta: " + RequestMeta.PROTOCOL_VERSION + " must be a string");
            return false;
        }
        if (!revision.equals(REVISION)) {
            // Of a revision that is not known nothing but its name is looked at.
            refuseRevision(call, revision);
            return false;
        }
        return admitOfThisRevision(call);
    }

    private boolean admitOfThisRevision(Incoming.Call call) {
        if (!isObject(call.meta(), RequestMeta.CLIENT_CAPABILITIES)) {
            refuse(call, "_meta: " + RequestMeta.CLIENT_CAPABILITIES + " is required, an object");
        } else if (call.meta().fields().containsKey(RequestMeta.CLIENT_INFO)
                && !isObject(call.meta(), RequestMeta.CLIENT_INFO)) {
            refuse(call, "_meta: " + RequestMeta.CLIENT_INFO + " must be an object");
        } else if (call.method().equals(DISCOVER)) {
            replies.result(call.id(), form().of(DISCOVER, discovery));
        } else if (served.contains(call.method())) {
            return true;
        } else {
            replies.error(call.id(), RpcError.METHOD_NOT_FOUND, "Method not found: " + call.method());
        }
        return false;
    }

    private void refuse(Incoming.Call call, String problem) {
        replies.error(call.id(), RpcError.INVALID_PARAMS, problem);
    }

    private static boolean isObject(RequestMeta meta, String field) {
        String value = meta.fields().get(field);
        return value != null && JsonFields.isObject(value);
    }

    private void refuseRevision(Incoming.Call call, String revision) {
        String requested = Replies.clipped(revision);
        replies.error(
                call.id(),
                RpcError.UNSUPPORTED_REVISION,
                "Unsupported protocol version: " + requested,
                "{\"supported\":[\"" + REVISION + "\"],\"requested\":" + Replies.quoted(requested) + "}");
    }

    @Override
    public ResultForm form() {
        return form;
    }

    private String complete(String method, String json) {
        String hints = CACHEABLE.contains(method) ? CACHE_FIELDS : CURRENT.contains(method) ? CURRENT_FIELDS : "";
        // No result of ours is empty, so a comma belongs between.
        return commonFields + hints + json.substring(1);
    }

    private final class Form implements ResultForm {

        @Override
        public String of(String method, String json) {
            return complete(method, json);
        }

        @Override
        public int resourceNotFound() {
            return RpcError.INVALID_PARAMS;
        }
    }
}
