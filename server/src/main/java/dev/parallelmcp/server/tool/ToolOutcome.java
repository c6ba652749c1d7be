package dev.parallelmcp.server.tool;

/**
 * How a call ended.
 *
 * @param text what a model is shown: of a result the JSON itself, of an error one line that says everything
 * @param json one line of JSON, an object: the result, or {@code {"error": …}}
 * @param isError the call was refused or failed and changed nothing, unless the error says otherwise
 */
public record ToolOutcome(String text, String json, boolean isError) {

    static ToolOutcome result(String json) {
        return new ToolOutcome(json, json, false);
    }
}
