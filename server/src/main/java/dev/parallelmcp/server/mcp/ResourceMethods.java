package dev.parallelmcp.server.mcp;

import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ListResourceTemplatesResult;
import io.modelcontextprotocol.spec.McpSchema.ListResourcesResult;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.util.List;
import java.util.Map;

/** The methods about resources, as results of the SDK's types. */
final class ResourceMethods {

    static final String READ = "resources/read";

    private static final String JSON = "application/json";

    private final ResourceHandler handler;

    ResourceMethods(ResourceHandler handler) {
        this.handler = handler;
    }

    Map<String, Method> all() {
        return Map.of(
                "resources/list",
                fields -> list(),
                "resources/templates/list",
                fields -> templates(),
                READ,
                this::read);
    }

    private Object list() {
        return ListResourcesResult.builder(handler.resources().stream()
                        .map(ResourceMethods::listed)
                        .toList())
                .build();
    }

    private static McpSchema.Resource listed(ResourceHandler.Resource resource) {
        return McpSchema.Resource.builder(resource.uri(), resource.name())
                .title(resource.title())
                .description(resource.description())
                .mimeType(JSON)
                .build();
    }

    private Object templates() {
        return ListResourceTemplatesResult.builder(handler.templates().stream()
                        .map(ResourceMethods::listed)
                        .toList())
                .build();
    }

    private static McpSchema.ResourceTemplate listed(ResourceHandler.Template template) {
        return McpSchema.ResourceTemplate.builder(template.uriTemplate(), template.name())
                .title(template.title())
                .description(template.description())
                .mimeType(JSON)
                .build();
    }

    private Object read(RequestFields fields) {
        String uri = fields.text("uri");
        return ReadResourceResult.builder(List.of(TextResourceContents.builder(uri, handler.read(uri))
                        .mimeType(JSON)
                        .build()))
                .build();
    }
}
