package dev.parallelmcp.server.tool;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import java.util.Map;
import java.util.Optional;
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
        Content content = new Content(
                e.code(),
                mentions.withOthersMarked(e.message()),
                e.retryable(),
                e.ids(),
                e.nextTool().filter(offered::contains),
                e.retryAfterMs().isPresent() ? Optional.of(e.retryAfterMs().getAsLong()) : Optional.empty());
        return ToolOutcome.error(sentence(content), writer.write(new ErrorResult(content)));
    }

    ToolOutcome invalidArguments(String message) {
        return of(OrchestratorException.of(ErrorCode.INVALID_ARGUMENT, message));
    }

    /** For what nobody foresaw: its own message may quote anything, so it stays inside. */
    ToolOutcome unexpected() {
        return of(OrchestratorException.of(ErrorCode.INTERNAL, UNEXPECTED));
    }

    private static String sentence(Content content) {
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
    record ErrorResult(Content error) {}

    /** What an error says. */
    record Content(
            ErrorCode code,
            String message,
            boolean retryable,
            Map<String, String> ids,
            Optional<String> nextTool,
            Optional<Long> retryAfterMs) {}
}
