package dev.parallelmcp.server.mcp;

import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import java.util.Optional;

/**
 * What a server has for its clients. What is empty is not announced, and its methods are unknown.
 *
 * @param tools always there, since they can do all that the others can
 */
public record Offer(ToolHandler tools, Optional<ResourceHandler> resources, Optional<PromptHandler> prompts) {

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
    ServerCapabilities capabilities() {
        return capabilities(false);
    }

    /** As a client is told that greets. */
    ServerCapabilities capabilitiesOfHandshake() {
        return capabilities(true);
    }

    private ServerCapabilities capabilities(boolean subscribe) {
        ServerCapabilities.Builder all = ServerCapabilities.builder().tools(false);
        resources.ifPresent(there -> all.resources(subscribe, false));
        prompts.ifPresent(there -> all.prompts(false));
        if (resources.isPresent() || prompts.isPresent()) {
            all.completions();
        }
        return all.build();
    }
}
