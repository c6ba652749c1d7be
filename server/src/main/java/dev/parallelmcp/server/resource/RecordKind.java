package dev.parallelmcp.server.resource;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.parallelmcp.core.engine.Completions;
import dev.parallelmcp.core.model.result.Suggestions;
import java.util.List;
import java.util.function.BiFunction;

/** What can be read under a URI, and which tool reads it. */
@SuppressWarnings("ImmutableEnumChecker") // The functions are method references, which hold nothing.
enum RecordKind {
    RUN(
            "run",
            "id",
            "get_run",
            "runId",
            Completions::runIds,
            "Run",
            "One run: its status, its current context snapshot, and how many tasks are in each state."),
    TASK(
            "task",
            "id",
            "get_task",
            "taskId",
            Completions::taskIds,
            "Task",
            "One task in full: status and why, input, output, error, lease, timers."),
    EVENTS(
            "events",
            "runId",
            "list_run_events",
            "runId",
            Completions::runIds,
            "Events of a run",
            "The first events of a run, oldest first; list_run_events goes on from nextCursor."),
    STATS(
            "stats",
            "",
            "get_stats",
            "",
            (completions, prefix) -> new Suggestions(List.of(), false),
            "What there is to do",
            "How many tasks are ready, delayed, blocked, leased, paused and dead, also by kind, and runs by status.");

    private final String scheme;
    private final String variable;
    private final String tool;
    private final String argument;
    private final BiFunction<Completions, String, Suggestions> ids;
    private final String title;
    private final String description;

    RecordKind(
            String scheme,
            String variable,
            String tool,
            String argument,
            BiFunction<Completions, String, Suggestions> ids,
            String title,
            String description) {
        this.scheme = scheme;
        this.variable = variable;
        this.tool = tool;
        this.argument = argument;
        this.ids = ids;
        this.title = title;
        this.description = description;
    }

    /** What its URIs begin with, without the colon. */
    String scheme() {
        return scheme;
    }

    /** What stands for the id in its URI template. */
    String variable() {
        return variable;
    }

    /** Whether there is one and no more, under a URI that names no id. */
    boolean single() {
        return variable.isEmpty();
    }

    /** The form of its URIs; of a single one its URI. */
    String uriTemplate() {
        return scheme + "://" + (single() ? "" : "{" + variable + "}");
    }

    /** The tool that answers the same. */
    String tool() {
        return tool;
    }

    /** What the tool is given, a JSON object. */
    String arguments(String id) {
        if (single()) {
            return "{}";
        }
        char[] quoted = JsonStringEncoder.getInstance().quoteAsString(id);
        return "{\"" + argument + "\":\"" + String.valueOf(quoted) + "\"}";
    }

    /** Ids that begin so. */
    Suggestions ids(Completions completions, String prefix) {
        return ids.apply(completions, prefix);
    }

    String title() {
        return title;
    }

    String description() {
        return description;
    }
}
