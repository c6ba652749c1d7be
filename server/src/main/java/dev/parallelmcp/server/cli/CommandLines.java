package dev.parallelmcp.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.RunLast;

/** The program's commands. */
public final class CommandLines {

    private CommandLines() {}

    /** Runs the program and gives its exit code: 0, 1 when it could not do what was asked, 2 when asked wrongly. */
    public static int execute(Surroundings surroundings, String... arguments) {
        return server(surroundings, arguments).execute(arguments);
    }

    /**
     * The program without its subcommands, which would take longer to make than all else before a server's first answer.
     * What it does not understand, and help, is for the whole program.
     */
    private static CommandLine server(Surroundings surroundings, String... arguments) {
        return configured(new CommandLine(new ParallelMcpCommand(surroundings)), surroundings)
                .setExecutionStrategy(parsed -> parsed.isUsageHelpRequested()
                        ? all(surroundings).execute(arguments)
                        : new RunLast().execute(parsed))
                .setParameterExceptionHandler(
                        (problem, ignored) -> all(surroundings).execute(arguments));
    }

    private static CommandLine all(Surroundings surroundings) {
        CommandLine program = new CommandLine(new ParallelMcpCommand(surroundings));
        program.addSubcommand(new DemoCommand(surroundings));
        program.addSubcommand(new DoctorCommand(surroundings));
        program.addSubcommand(drill(surroundings));
        program.addSubcommand(new BenchCommand(surroundings));
        return configured(program, surroundings)
                .setParameterExceptionHandler((problem, ignored) -> misused(problem, surroundings));
    }

    /** For a program that has its subcommands already: settings reach no others. */
    private static CommandLine configured(CommandLine program, Surroundings surroundings) {
        program.getCommandSpec().versionProvider(() -> new String[] {"parallel-mcp " + surroundings.version()});
        return program.setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(surroundings.out(), true, UTF_8))
                .setErr(surroundings.err())
                .setExecutionExceptionHandler((problem, ignored, parsed) -> failed(problem, surroundings));
    }

    private static CommandLine drill(Surroundings surroundings) {
        CommandLine drill = new CommandLine(new DrillCommand());
        drill.addSubcommand(new DrillRaceCommand(surroundings));
        drill.addSubcommand(new DrillCrashCommand(surroundings));
        return drill;
    }

    private static int misused(ParameterException problem, Surroundings surroundings) {
        say(problem.getMessage(), surroundings);
        surroundings.err().println("Try --help.");
        surroundings.err().flush();
        return ExitCode.USAGE;
    }

    private static int failed(Exception problem, Surroundings surroundings) {
        if (problem instanceof CannotOpenException cannotOpen) {
            say(cannotOpen.getMessage(), surroundings);
        } else {
            say("unexpected failure, " + problem.getClass().getName(), surroundings);
            LoggerFactory.getLogger(CommandLines.class).debug("Unexpected failure", problem);
        }
        return ExitCode.SOFTWARE;
    }

    private static void say(@Nullable String message, Surroundings surroundings) {
        surroundings.err().println("parallel-mcp: " + message);
        surroundings.err().flush();
    }
}
