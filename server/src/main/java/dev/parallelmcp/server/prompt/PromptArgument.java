package dev.parallelmcp.server.prompt;

import dev.parallelmcp.core.engine.Completions;
import dev.parallelmcp.core.model.result.Suggestions;
import java.util.List;
import java.util.function.BiFunction;

/**
 * What a prompt is filled in with.
 *
 * @param suggestions what a value, or the last of several, may become
 */
record PromptArgument(
        String name,
        String description,
        Need need,
        ArgumentForm form,
        BiFunction<Completions, String, Suggestions> suggestions) {

    /** Whether there is a prompt without it. */
    enum Need {
        REQUIRED,
        OPTIONAL
    }

    /** One for which nothing can be suggested. */
    PromptArgument(String name, String description, Need need, ArgumentForm form) {
        this(name, description, need, form, (completions, prefix) -> new Suggestions(List.of(), false));
    }

    boolean required() {
        return need == Need.REQUIRED;
    }
}
