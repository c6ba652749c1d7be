package dev.parallelmcp.server.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * A call that changes something, and what is known of it.
 *
 * @param tool its name
 * @param arguments as they were sent
 * @param attemptId the attempt that it is about, where it is about one
 */
record Call(String tool, ObjectNode arguments, Optional<String> attemptId) {

    private static final String TOKEN = "clientToken";

    boolean hasToken() {
        return arguments.has(TOKEN);
    }

    String argument(String name) {
        return arguments.path(name).asText();
    }

    /** The same call; it need not wait, which does not make it another. */
    ObjectNode repeated() {
        ObjectNode again = arguments.deepCopy();
        again.remove("waitMs");
        return again;
    }

    /** Which entity a content of this call's answer is about. */
    static String entity(JsonNode content) {
        for (String pointer : new String[] {"/claim/lease/id", "/task/id", "/run/id", "/snapshot/id", "/sequence"}) {
            JsonNode id = content.at(pointer);
            if (id.isValueNode() && !id.isNull()) {
                return id.asText();
            }
        }
        return content.path("idsByRef").toString();
    }
}
