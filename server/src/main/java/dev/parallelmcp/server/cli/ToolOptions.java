package dev.parallelmcp.server.cli;

import dev.parallelmcp.schema.Toolset;
import dev.parallelmcp.server.tool.ToolSelection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which tools a client gets. */
final class ToolOptions {

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = "--toolset",
            paramLabel = "worker|planner|operator|all",
            description = "The tools of one kind of client. Default: all.")
    private @Nullable Toolset toolset;

    @Option(
            names = "--tools",
            paramLabel = "<name>",
            split = ",",
            description = "These tools only, separated by commas. Not together with --toolset.")
    private @Nullable List<String> names;

    @Option(
            names = "--read-only",
            description = "Only tools that change nothing, of those chosen; the database is never written to.")
    private boolean readOnly;

    /**
     * The tools that were chosen.
     *
     * @throws ParameterException when the choice names a tool that does not exist, contradicts itself or leaves nothing
     */
    ToolSelection selection() {
        if (toolset != null && names != null) {
            throw misused("--tools and --toolset: give one of them");
        }
        ToolSelection chosen = chosen();
        return readOnly ? readOnly(chosen) : chosen;
    }

    /** What these tools need. */
    Access access() {
        return readOnly ? Access.READ_ONLY : Access.READ_WRITE;
    }

    private ToolSelection chosen() {
        if (names == null) {
            return ToolSelection.of(toolset == null ? Toolset.ALL : toolset);
        }
        try {
            return ToolSelection.of(names.stream().map(String::strip).toList());
        } catch (IllegalArgumentException e) {
            throw misused("--tools: " + e.getMessage());
        }
    }

    private ToolSelection readOnly(ToolSelection chosen) {
        try {
            return chosen.readOnly();
        } catch (IllegalArgumentException e) {
            throw misused("--read-only: no tool is left, since what was chosen changes something: "
                    + String.join(", ", chosen.names()));
        }
    }

    private ParameterException misused(String problem) {
        if (command == null) {
            throw new IllegalStateException("options are read by a command");
        }
        CommandLine line = command.commandLine();
        return new ParameterException(line, problem);
    }
}
