package dev.parallelmcp.server.drill;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A call whose reply says that it was done: this must never be lost.
 *
 * @param call what was asked
 * @param content what was answered
 */
record Acknowledged(Call call, JsonNode content) {

    /** A claim that found nothing has changed nothing. */
    boolean changedSomething() {
        return !content.path("claim").isNull();
    }
}
