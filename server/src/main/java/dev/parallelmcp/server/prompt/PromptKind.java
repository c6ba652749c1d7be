package dev.parallelmcp.server.prompt;

import static dev.parallelmcp.server.prompt.PromptArgument.Need.OPTIONAL;
import static dev.parallelmcp.server.prompt.PromptArgument.Need.REQUIRED;

import dev.parallelmcp.core.engine.Completions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The prompts there are, in the order in which they are listed. */
@SuppressWarnings("ImmutableEnumChecker") // The lists are made by List.of.
enum PromptKind {
    PLAN_RUN(
            "Plan a run",
            "Turns a goal into a graph of tasks that can be done in parallel, and puts it there as a run.",
            List.of("create_run", "enqueue_tasks"),
            List.of(
                    new PromptArgument("goal", "What is to be reached.", REQUIRED, ArgumentForm.TEXT),
                    new PromptArgument(
                            "context",
                            "What else a planner should know, and its limits.",
                            OPTIONAL,
                            ArgumentForm.TEXT))),
    WORK_QUEUE(
            "Work on the queue",
            "Makes the model a worker: it takes tasks one by one, does each, and reports how it ended.",
            List.of("claim_next_task", "complete_task"),
            List.of(
                    new PromptArgument("workerId", "Its name, which no other worker has.", OPTIONAL, ArgumentForm.NAME),
                    new PromptArgument(
                            "kinds",
                            "Only tasks of these kinds, separated by commas.",
                            OPTIONAL,
                            ArgumentForm.NAMES,
                            Completions::queuedKinds))),
    TRIAGE_DEAD_TASKS(
            "Triage dead tasks",
            "Finds out why tasks ran out of attempts, and gets them going again where that helps.",
            List.of("list_dead_tasks"),
            List.of(
                    new PromptArgument(
                            "runId", "Only tasks of this run.", OPTIONAL, ArgumentForm.ID, Completions::runIds),
                    new PromptArgument(
                            "kinds",
                            "Only tasks of these kinds, separated by commas.",
                            OPTIONAL,
                            ArgumentForm.NAMES,
                            Completions::deadKinds)));

    private final String title;
    private final String description;
    private final List<String> needs;
    private final List<PromptArgument> arguments;

    PromptKind(String title, String description, List<String> needs, List<PromptArgument> arguments) {
        this.title = title;
        this.description = description;
        this.needs = needs;
        this.arguments = arguments;
    }

    /** What clients call it; its text is in the file of this name. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    String title() {
        return title;
    }

    String description() {
        return description;
    }

    /** The tools without which it makes no sense. */
    List<String> needs() {
        return needs;
    }

    List<PromptArgument> arguments() {
        return arguments;
    }

    Optional<PromptArgument> argument(String name) {
        return arguments.stream()
                .filter(argument -> argument.name().equals(name))
                .findFirst();
    }
}
