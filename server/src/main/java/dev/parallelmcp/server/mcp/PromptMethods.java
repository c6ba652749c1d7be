package dev.parallelmcp.server.mcp;

import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.ListPromptsResult;
import io.modelcontextprotocol.spec.McpSchema.PromptMessage;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.util.List;
import java.util.Map;

/** The methods about prompts, as results of the SDK's types. */
final class PromptMethods {

    private final PromptHandler handler;

    PromptMethods(PromptHandler handler) {
        this.handler = handler;
    }

    Map<String, Method> all() {
        return Map.of("prompts/list", fields -> list(), "prompts/get", this::get);
    }

    private Object list() {
        return ListPromptsResult.builder(
                        handler.prompts().stream().map(PromptMethods::listed).toList())
                .build();
    }

    private static McpSchema.Prompt listed(PromptHandler.Prompt prompt) {
        return McpSchema.Prompt.builder(prompt.name())
                .title(prompt.title())
                .description(prompt.description())
                .arguments(prompt.arguments().stream()
                        .map(argument -> McpSchema.PromptArgument.builder(argument.name())
                                .description(argument.description())
                                .required(argument.required())
                                .build())
                        .toList())
                .build();
    }

    private Object get(RequestFields fields) {
        PromptHandler.Text filled = handler.text(
                fields.text("name"), fields.objectOrNone("arguments").texts());
        TextContent content = TextContent.builder(filled.text()).build();
        return GetPromptResult.builder(List.of(new PromptMessage(McpSchema.Role.USER, content)))
                .description(filled.description())
                .build();
    }
}
