package dev.parallelmcp.server.mcp;

import java.util.List;
import java.util.Map;

/** The prompts behind a server. Called from many threads at once; methods may block. */
public interface PromptHandler {

    /** The prompts in the order in which they are listed. */
    List<Prompt> prompts();

    /**
     * A prompt with these arguments filled in.
     *
     * @throws RefusedException when there is no such prompt, an argument is missing, unknown or not allowed
     */
    Text text(String name, Map<String, String> arguments);

    /**
     * Values for an argument of a prompt.
     *
     * @param given what the client's user has typed so far
     * @throws RefusedException when there is no such prompt or argument
     */
    Completion complete(String name, String argument, String given);

    /** A prompt as it is listed. */
    record Prompt(String name, String title, String description, List<Argument> arguments) {}

    /** What a prompt is filled in with. */
    record Argument(String name, String description, boolean required) {}

    /** What a model is told, as if its user had said it. */
    record Text(String description, String text) {}
}
