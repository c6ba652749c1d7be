package dev.parallelmcp.server.drill;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How to start this very program once more.
 *
 * @param java the executable
 * @param program the jar, or class path and main class, as arguments for it
 */
public record ServerProgram(String java, List<String> program) {

    /** Many of them run at once, and for seconds only: little memory each, and no costly compilation. */
    private static final List<String> SMALL =
            List.of("-Xms16m", "-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    public ServerProgram {
        program = List.copyOf(program);
    }

    /** From what a class path says and the name of the main class; one jar is run as users run it. */
    public static ServerProgram of(String java, String classPath, String mainClass) {
        boolean jar = classPath.endsWith(".jar") && !classPath.contains(File.pathSeparator);
        return new ServerProgram(java, jar ? List.of("-jar", classPath) : List.of("-cp", classPath, mainClass));
    }

    /** @param temporary where it may unpack what it needs: a killed process does not clear up */
    List<String> command(Path temporary, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(java);
        command.addAll(SMALL);
        command.add("-Djava.io.tmpdir=" + temporary);
        command.addAll(program);
        command.addAll(arguments);
        return command;
    }
}
