package dev.parallelmcp.server.mcp;

import java.util.Optional;
import java.util.StringJoiner;

/**
 * What a server has for its clients. What is empty is not announced, and its methods are unknown.
 *
 * @param tools always there, since they can do all that the others can
 */
public record Offer(ToolHandler tools, Optional<ResourceHandler> resources, Optional<PromptHandler> prompts) {

    private static final String FIXED_LIST = "{\"listChanged\":false}";

    /** Nothing but tools. */
    public static Offer of(ToolHandler tools) {
        return new Offer(tools, Optional.empty(), Optional.empty());
    }

    public Offer with(ResourceHandler resources) {
        return new Offer(tools, Optional.of(resources), prompts);
    }

    public Offer with(PromptHandler prompts) {
        return new Offer(tools, resources, Optional.of(prompts));
    }

    /** As a client of the stateless revision is told; none of the lists is ever announced to have changed. */
    String capabilities() {
        return capabilities("{\"subscribe\":false,\"listChanged\":false}");
    }

    /** As a client is told that greets. */
    String capabilitiesOfHandshake() {
        return capabilities("{\"subscribe\":true,\"listChanged\":false}");
    }

    private String capabilities(String ofResources) {
        StringJoiner all = new StringJoiner(",", "{", "}");
        if (resources.isPresent() || prompts.isPresent()) {
            all.add("\"completions\":{}");
        }
        prompts.ifPresent(there -> all.add("\"prompts\":" + FIXED_LIST));
        resources.ifPresent(there -> all.add("\"resources\":" + ofResources));
        return all.add("\"tools\":" + FIXED_LIST).toString();
    }
}
