package dev.parallelmcp.server.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The drills; by itself it does nothing. */
@Command(
        name = "drill",
        description = {
            "Shows on this machine that nothing is done twice (race) and nothing is lost (crash).",
            "Exit codes: 0 passed, 1 failed, 2 no verdict."
        })
final class DrillCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec command;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    @SuppressWarnings("UnusedVariable") // picocli looks at it.
    private boolean help;

    @Override
    public void run() {
        if (command == null) {
            throw new IllegalStateException("a command is run by its command line");
        }
        throw new ParameterException(command.commandLine(), "drill: name one, race or crash");
    }
}
