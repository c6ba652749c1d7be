package dev.parallelmcp.server.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Calls without which a drill cannot go on. */
final class Asked {

    private Asked() {}

    static ObjectNode arguments() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** What the tool answered; anything but an answer ends the drill. */
    static JsonNode of(ServerProcess server, String tool, ObjectNode arguments) throws DrillStoppedException {
        Reply reply = server.ask(tool, arguments);
        if (reply instanceof Reply.Answer answer) {
            return answer.content();
        }
        throw new DrillStoppedException(tool + " gave no answer: " + reply);
    }
}
