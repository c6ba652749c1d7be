package dev.parallelmcp.server.drill;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parallelmcp.server.process.ServerProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A server that tells what it was told to tell, whether that is true or not. */
final class ScriptedServer {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ScriptedServer() {}

    /**
     * Answers until its input ends.
     *
     * @param arguments the answers of each tool in their order, as JSON; the last is given again and again
     */
    public static void main(String[] arguments) throws IOException {
        JsonNode script = JSON.readTree(arguments[0]);
        Map<String, Integer> asked = new HashMap<>();
        PrintStream out = new PrintStream(System.out, true, UTF_8);
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            JsonNode request = JSON.readTree(line);
            if (request.has("id")) {
                String tool = request.at("/params/name").asText();
                JsonNode answers = script.path(tool);
                int turn = Math.min(asked.merge(tool, 1, Integer::sum), answers.size()) - 1;
                ObjectNode reply = JSON.createObjectNode().put("jsonrpc", "2.0");
                reply.set("id", request.get("id"));
                reply.putObject("result")
                        .put("isError", answers.path(turn).has("error"))
                        .set("structuredContent", answers.path(turn).deepCopy());
                out.println(reply);
            }
        }
    }

    /** @param script with ' for " */
    static ServerProgram program(String script) {
        return new ServerProgram(
                ProcessHandle.current().info().command().orElseThrow(),
                List.of(),
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        ScriptedServer.class.getName(),
                        Samples.json(script).toString()));
    }

    /** @param script with ' for " */
    static ServerProcess start(String script, Path temporary) throws IOException {
        return new ServerProcess(new ProcessBuilder(program(script).command(temporary, List.of())));
    }
}
