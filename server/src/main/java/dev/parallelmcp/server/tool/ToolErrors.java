package dev.parallelmcp.server.tool;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.error.Refusal;
import dev.parallelmcp.core.model.result.CompleteTasksResult;
import dev.parallelmcp.core.model.result.CompletionOutcome;
import java.util.Set;

/** Makes an exception the answer of a tool, once for programs and once as a sentence that leaves nothing out. */
final class ToolErrors {

    private static final String UNEXPECTED =
            "an unexpected error in the server; whether the call took effect is not known, so read the record before "
                    + "you repeat it";

    private final ResultWriter writer;
    private final ToolMentions mentions;
    private final Set<String> offered;

    ToolErrors(ResultWriter writer, ToolSelection selection) {
        this.writer = writer;
        this.mentions = selection.mentions();
        this.offered = Set.copyOf(selection.names());
    }

    ToolOutcome of(OrchestratorException e) {
        Refusal content = told(Refusal.of(e));
        return ToolOutcome.error(
                sentence(content),
                writer.write(new ErrorResult(content)),
                new ToolOutcome.Failure(content.code(), content.message()));
    }

    /** An answer as it is told: what it quotes of refusals speaks of tools too. */
    Record told(Record answer) {
        return answer instanceof CompleteTasksResult batch
                ? new CompleteTasksResult(
                        batch.results().stream().map(this::told).toList(), batch.replayed())
                : answer;
    }

    private CompletionOutcome told(CompletionOutcome outcome) {
        return new CompletionOutcome(
                outcome.taskId(), outcome.task(), outcome.error().map(this::told));
    }

    /** The refusal in words for a client that has these tools and no others. */
    private Refusal told(Refusal refusal) {
        return new Refusal(
                refusal.code(),
                mentions.withOthersMarked(refusal.message()),
                refusal.retryable(),
                refusal.ids(),
                refusal.nextTool().filter(offered::contains),
                refusal.retryAfterMs());
    }

    ToolOutcome invalidArguments(String message) {
        return of(OrchestratorException.of(ErrorCode.INVALID_ARGUMENT, message));
    }

    /** For what nobody foresaw: its own message may quote anything, so it stays inside. */
    ToolOutcome unexpected() {
        return of(OrchestratorException.of(ErrorCode.INTERNAL, UNEXPECTED));
    }

    private static String sentence(Refusal content) {
        StringBuilder text =
                new StringBuilder(content.code().name()).append(": ").append(content.message());
        content.ids().forEach((name, id) -> {
            if (!content.message().contains(id)) {
                text.append("; ").append(name).append(' ').append(id);
            }
        });
        content.nextTool()
                .filter(tool -> !content.message().contains(tool))
                .ifPresent(tool -> text.append("; next: ").append(tool));
        content.retryAfterMs()
                .ifPresent(
                        millis -> text.append("; retry after ").append(millis).append(" ms"));
        return text.append(" (retryable: ")
                .append(content.retryable())
                .append(')')
                .toString();
    }

    /** The shape of every error, in the order of its schema. */
    record ErrorResult(Refusal error) {}
}
