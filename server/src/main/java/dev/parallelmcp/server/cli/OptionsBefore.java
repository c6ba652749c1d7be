package dev.parallelmcp.server.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/**
 * Options of servers that stand before a command. They would be read and not heeded: a command that was to use a certain
 * file would use another.
 */
final class OptionsBefore {

    private OptionsBefore() {}

    /** Throws ParameterException when there are any. */
    static void refuse(CommandSpec command, String example) {
        for (OptionSpec option : command.root().commandLine().getParseResult().matchedOptions()) {
            if (option.scopeType() == ScopeType.LOCAL) {
                throw new ParameterException(
                        command.commandLine(),
                        option.longestName() + ": is before the command, which does not heed it there; "
                                + "put it behind, as in: " + example);
            }
        }
    }
}
