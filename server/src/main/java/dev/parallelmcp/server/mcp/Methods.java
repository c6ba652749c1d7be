package dev.parallelmcp.server.mcp;

import dev.parallelmcp.server.mcp.ToolHandler.Turn;
import io.modelcontextprotocol.spec.McpSchema.CompleteResult;
import io.modelcontextprotocol.spec.McpSchema.CompleteResult.CompleteCompletion;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The methods beside calls of tools. The SDK has them too, but hides why a request was refused, loses what is said of an
 * error beside its message, and answers resources by templates in its own order.
 */
final class Methods {

    static final String COMPLETE = "completion/complete";

    private final Map<String, Method> methods = new HashMap<>();
    private final Map<String, Method> ofHandshake;
    private final Offer offer;
    private final Lazy<JsonText> toolList;

    /** @param subscriptions there where there are resources */
    Methods(Offer offer, Optional<Subscriptions> subscriptions) {
        this.offer = offer;
        this.toolList = Lazy.of(() -> ToolList.of(offer.tools().tools()));
        this.ofHandshake = subscriptions.map(Subscriptions::methods).orElse(Map.of());
        offer.resources().map(ResourceMethods::new).ifPresent(resources -> methods.putAll(resources.all()));
        offer.prompts().map(PromptMethods::new).ifPresent(prompts -> methods.putAll(prompts.all()));
        if (!methods.isEmpty()) {
            methods.put(COMPLETE, this::complete);
        }
    }

    ToolHandler tools() {
        return offer.tools();
    }

    void prepareToolList() {
        toolList.prepare();
    }

    /** The answer to tools/list: the tools never change while a server runs. */
    JsonText toolList() {
        return toolList.get();
    }

    /** The methods of all revisions, those of tools too. */
    Set<String> names() {
        return names(Era.OF_TOOLS, methods.keySet());
    }

    /** The methods of the revisions with a handshake. */
    Set<String> namesOfHandshake() {
        return names(names(), ofHandshake.keySet());
    }

    private static Set<String> names(Set<String> some, Set<String> others) {
        return Stream.concat(some.stream(), others.stream()).collect(Collectors.toUnmodifiableSet());
    }

    Optional<Method> find(String name) {
        return Optional.ofNullable(methods.getOrDefault(name, ofHandshake.get(name)));
    }

    /** When a request begins: what is subscribed to depends on the order of the lines. */
    Turn turn(String name) {
        return ofHandshake.containsKey(name) ? Turn.ALONE : Turn.AFTER_CHANGES;
    }

    private Object complete(RequestFields fields) {
        RequestFields reference = fields.object("ref");
        RequestFields argument = fields.object("argument");
        String name = argument.text("name");
        String given = argument.text("value");
        String type = reference.text("type");
        Completion completion = switch (type) {
            case "ref/resource" -> ofResource(reference.text("uri"), name, given);
            case "ref/prompt" -> ofPrompt(reference.text("name"), name, given);
            default -> throw RefusedException.invalid("ref: type is ref/resource or ref/prompt, not " + type);
        };
        return new CompleteResult(new CompleteCompletion(completion.values(), null, completion.more()));
    }

    private Completion ofResource(String template, String variable, String given) {
        return offer.resources()
                .orElseThrow(() -> RefusedException.invalid("ref: there are no resources"))
                .complete(template, variable, given);
    }

    private Completion ofPrompt(String prompt, String argument, String given) {
        return offer.prompts()
                .orElseThrow(() -> RefusedException.invalid("ref: there are no prompts"))
                .complete(prompt, argument, given);
    }
}
