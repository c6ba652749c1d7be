package dev.parallelmcp.server.drill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;

/** What servers say, written down by hand. */
final class Samples {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Samples() {}

    /** JSON with ' for ". */
    static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    static Acknowledged acknowledged(String tool, String arguments, String content) {
        return new Acknowledged(new Call(tool, (ObjectNode) json(arguments), Optional.of("a1")), json(content));
    }

    static JsonNode claim(String taskId, String leaseId, int token, int number) {
        return json("""
                {'task':{'id':'%s'},'attempt':{'id':'a-%s','number':%d},
                 'lease':{'id':'%s','workerId':'w-%s','fencingToken':%d}}""".formatted(taskId, leaseId, number, leaseId, leaseId, token));
    }

    /** A server that was killed. */
    static ServerProcess deadServer() throws IOException {
        String java = ProcessHandle.current().info().command().orElseThrow();
        ServerProcess server = new ServerProcess(new ProcessBuilder(java, "-version"));
        server.kill();
        return server;
    }

    static JsonNode event(String type, String taskId, String attemptId, String payload) {
        return json("{'eventType':'%s','runId':'r','taskId':'%s','attemptId':'%s','payload':%s}"
                .formatted(type, taskId, attemptId, payload));
    }
}
