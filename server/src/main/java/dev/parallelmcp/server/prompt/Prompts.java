package dev.parallelmcp.server.prompt;

import dev.parallelmcp.core.engine.Completions;
import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.result.Suggestions;
import dev.parallelmcp.server.mcp.Completion;
import dev.parallelmcp.server.mcp.PromptHandler;
import dev.parallelmcp.server.mcp.RefusedException;
import dev.parallelmcp.server.mcp.RefusedException.Reason;
import dev.parallelmcp.server.tool.ToolSelection;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The prompts whose tools are offered. */
public final class Prompts implements PromptHandler {

    private final Orchestrator orchestrator;
    private final ToolSelection selection;

    /** @param orchestrator to be asked for ids and kinds */
    public Prompts(Orchestrator orchestrator, ToolSelection selection) {
        this.orchestrator = orchestrator;
        this.selection = selection;
    }

    private Stream<PromptKind> offered() {
        return Arrays.stream(PromptKind.values())
                .filter(kind -> selection.names().containsAll(kind.needs()));
    }

    private PromptKind find(String name) {
        return offered()
                .filter(kind -> kind.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> RefusedException.invalid("Unknown prompt: " + name + " (there are "
                        + offered().map(PromptKind::wireName).collect(Collectors.joining(", ")) + ")"));
    }

    @Override
    public List<Prompt> prompts() {
        return offered()
                .map(kind -> new Prompt(
                        kind.wireName(),
                        kind.title(),
                        kind.description(),
                        kind.arguments().stream()
                                .map(argument ->
                                        new Argument(argument.name(), argument.description(), argument.required()))
                                .toList()))
                .toList();
    }

    @Override
    public Text text(String name, Map<String, String> arguments) {
        PromptKind kind = find(name);
        arguments.keySet().forEach(given -> requireKnown(kind, given));
        Map<String, String> filledIn = new HashMap<>();
        for (PromptArgument argument : kind.arguments()) {
            String value = arguments.getOrDefault(argument.name(), "");
            // What a person leaves empty in a form is sent by clients as empty text.
            if (!value.isBlank()) {
                filledIn.put(argument.name(), argument.form().filledIn(argument.name(), value));
            } else if (argument.required()) {
                throw RefusedException.invalid(argument.name() + ": is required by " + name);
            }
        }
        return new Text(kind.description(), PromptText.of(kind, selection.mentions(), filledIn));
    }

    private static PromptArgument requireKnown(PromptKind kind, String argument) {
        return kind.argument(argument)
                .orElseThrow(() -> RefusedException.invalid(argument + ": " + kind.wireName()
                        + " has no such argument (there are "
                        + kind.arguments().stream().map(PromptArgument::name).collect(Collectors.joining(", "))
                        + ")"));
    }

    @Override
    public Completion complete(String name, String argument, String given) {
        PromptArgument asked = requireKnown(find(name), argument);
        // Of several names the last is being typed; one with a comma in it would be read as several.
        boolean several = asked.form() == ArgumentForm.NAMES;
        int typed = several ? given.lastIndexOf(',') + 1 : 0;
        String prefix = given.substring(typed).stripLeading();
        String before = given.substring(0, given.length() - prefix.length());
        try {
            Completions completions = orchestrator.completions();
            Suggestions found = asked.suggestions().apply(completions, prefix);
            return new Completion(
                    found.values().stream()
                            .filter(value -> !several || value.indexOf(',') < 0)
                            .map(before::concat)
                            .toList(),
                    found.more());
        } catch (OrchestratorException e) {
            throw new RefusedException(Reason.UNAVAILABLE, e.code() + ": " + e.message());
        }
    }
}
