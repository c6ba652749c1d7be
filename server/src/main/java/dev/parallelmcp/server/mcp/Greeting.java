package dev.parallelmcp.server.mcp;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What a client that greets is told. The usual greeting is answered without the SDK, which takes longer to load than all
 * the rest; whether an unusual one has the form that it must have is for the SDK to say.
 */
final class Greeting {

    /** The revisions with an initialize handshake; the last is answered to a client that asks for an unknown one. */
    static final List<String> REVISIONS = List.of("2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25");

    private static final String VERSION = "protocolVersion";
    private static final String CAPABILITIES = "capabilities";
    private static final String CLIENT = "clientInfo";
    private static final Set<String> USUAL = Set.of(VERSION, CAPABILITIES, CLIENT);

    private static final Set<String> BOOLEANS = Set.of("true", "false");
    private static final Set<String> CLIENT_TEXTS = Set.of("name", "title", "version", "description", "websiteUrl");

    private final String afterRevision;

    /** @param capabilities what the server can do, a JSON object */
    Greeting(ServerIdentity identity, String capabilities) {
        this.afterRevision = ",\"capabilities\":" + capabilities + ",\"serverInfo\":{\"name\":"
                + Replies.quoted(identity.name()) + ",\"version\":" + Replies.quoted(identity.version())
                + "},\"instructions\":" + Replies.quoted(identity.instructions()) + "}";
    }

    /** The answer to a usual greeting; empty for any other. */
    Optional<JsonText> answer(Params params) {
        return usualRevision(params.fields())
                .map(asked -> REVISIONS.contains(asked) ? asked : REVISIONS.get(REVISIONS.size() - 1))
                .map(this::agreeingOn);
    }

    /** The answer that agrees on a revision. */
    JsonText agreeingOn(String revision) {
        return new JsonText("{\"protocolVersion\":" + Replies.quoted(revision) + afterRevision);
    }

    /** The revision that is asked for; empty when there is anything in the parameters that is not usual. */
    private static Optional<String> usualRevision(Map<String, String> params) {
        boolean usual = params.keySet().equals(USUAL)
                && isObjectOf(Greeting::isUsualCapability, params.get(CAPABILITIES))
                && isObjectOf(Greeting::isUsualWord, params.get(CLIENT));
        return usual ? Optional.ofNullable(RequestFields.string(params.get(VERSION))) : Optional.empty();
    }

    private static boolean isUsualCapability(String name, String capability) {
        return isObjectOf(Greeting::isUsualPart, capability);
    }

    private static boolean isUsualPart(String name, String part) {
        return name.equals("listChanged") ? BOOLEANS.contains(part) : part.equals("{}");
    }

    private static boolean isUsualWord(String name, String word) {
        return CLIENT_TEXTS.contains(name) && word.startsWith("\"");
    }

    private static boolean isObjectOf(BiPredicate<String, String> allowed, @Nullable String json) {
        return json != null
                && JsonFields.isObject(json)
                && RequestFields.cut(json).entrySet().stream()
                        .allMatch(field -> allowed.test(field.getKey(), field.getValue()));
    }
}
