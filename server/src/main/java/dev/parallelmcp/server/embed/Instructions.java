package dev.parallelmcp.server.embed;

import dev.parallelmcp.schema.ToolSpec;
import dev.parallelmcp.server.tool.ToolMentions;
import dev.parallelmcp.server.tool.ToolSelection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a model is told about the server before it sees a tool. Each phrase is told only where every tool that it names is
 * offered, so there is no list of what belongs to which choice of tools.
 */
final class Instructions {

    private static final String WHAT = "parallel-mcp keeps the state of parallel work in a durable database: runs, "
            + "tasks, leases, context and an event log. It survives restarts";
    private static final String WHERE_ALL_READ = "; you can look at it, not change it.";
    private static final String WHERE_SOME_CHANGE = "; repeat a call safely by giving it the same clientToken.";

    private static final List<String> PLAN = List.of(
            "create_run starts a run",
            "enqueue_task adds work, dependsOnTaskIds orders it",
            "enqueue_tasks adds a graph",
            "close_run ends a run that was created with keepOpen: true, which lets you add tasks while others end");

    private static final List<String> WORK = List.of(
            "claim_next_task {workerId, waitMs: 20000}. claim null: nothing came; call again.",
            "mark_task_running when you begin.",
            "heartbeat_lease well before lease.expiresAt, as long as you work. After LEASE_EXPIRED, LEASE_CONFLICT or "
                    + "TASK_CANCELLED stop: the task is no longer yours.");
    private static final List<String> ENDINGS = List.of(
            "complete_task {output, nextContext?}",
            "fail_task {error, retryable}",
            "pause_task {status: waiting_input or blocked, reason} to wait for somebody",
            "release_task to give it back unharmed");

    private static final List<String> CONTEXT = List.of(
            "nextContext of complete_task replaces it",
            "append_context_snapshot changes it by hand",
            "get_current_context_snapshot reads it",
            "get_context_snapshot reads any");

    private static final List<String> LOOK = List.of(
            "wait_for_run tells when a run has ended or is waiting: nothing moves without you",
            "get_run counts its tasks",
            "list_run_tasks {detail: full} has outputs, {statuses: [waiting_input, blocked]} what is paused and why",
            "resume_task {input} answers a paused task",
            "list_pending_tasks shows what is queued or delayed",
            "get_task {includeAttempts: true} tells all about a task",
            "list_dead_tasks shows what ran out of attempts",
            "requeue_dead_task gives a dead task new attempts",
            "list_run_events tells what happened and why",
            "expire_leases takes back what lost workers hold");

    private static final String ALWAYS = """
            Errors say what to do next and whether a repeat can help (retryable). Times are ISO-8601 UTC, durations \
            milliseconds. Payloads (input, output, context, state) are any JSON and come back as they were sent.""";

    private final ToolMentions mentions;

    private Instructions(ToolMentions mentions) {
        this.mentions = mentions;
    }

    /** What a model has to know to use these tools, and nothing about others. */
    static String of(ToolSelection tools) {
        boolean allRead = tools.tools().stream().map(ToolSpec::annotations).allMatch(hints -> hints.readOnlyHint());
        Instructions instructions = new Instructions(tools.mentions());
        return Stream.of(
                        Stream.of(WHAT + (allRead ? WHERE_ALL_READ : WHERE_SOME_CHANGE)),
                        instructions.phrases("Plan: ", PLAN),
                        instructions.steps(),
                        instructions.phrases(
                                "Context: a run has one current snapshot, which claims give to tasks; ", CONTEXT),
                        instructions.phrases("Where to look: ", LOOK),
                        Stream.of(ALWAYS))
                .flatMap(paragraph -> paragraph)
                .reduce((before, next) -> before + "\n\n" + next)
                .orElseThrow();
    }

    /** One paragraph, or none where no phrase is told. */
    private Stream<String> phrases(String opening, List<String> phrases) {
        List<String> told = told(phrases);
        return told.isEmpty() ? Stream.empty() : Stream.of(opening + String.join("; ", told) + ".");
    }

    private Stream<String> steps() {
        List<String> steps = new ArrayList<>(told(WORK));
        List<String> endings = told(ENDINGS);
        if (!endings.isEmpty()) {
            steps.add("End with " + (endings.size() > 1 ? "one of: " : "") + String.join(", ", endings) + ".");
        }
        return steps.isEmpty()
                ? Stream.empty()
                : Stream.of("Work, one task at a time; taskId and leaseId of the claim and your workerId go with every "
                        + "call:" + numbered(steps));
    }

    private static String numbered(List<String> steps) {
        StringBuilder lines = new StringBuilder();
        IntStream.range(0, steps.size())
                .forEach(i -> lines.append('\n').append(i + 1).append(". ").append(steps.get(i)));
        return lines.toString();
    }

    private List<String> told(List<String> phrases) {
        return phrases.stream().filter(mentions::allOffered).toList();
    }
}
