package dev.parallelmcp.server.process;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How to start this very program once more.
 *
 * @param java the executable
 * @param small options of Java for one of many servers
 * @param program the jar, or class path and main class, as arguments for it
 */
public record ServerProgram(String java, List<String> small, List<String> program) {

    /** Many of them run at once, and for seconds only: little memory each, and no costly compilation. */
    private static final List<String> SMALL = List.of("-Xms16m", "-Xmx128m", "-XX:TieredStopAtLevel=1");

    private static final String SMALL_COLLECTOR = "-XX:+UseSerialGC";
    private static final Pattern ANY_COLLECTOR = Pattern.compile("-XX:\\+Use\\w+GC\\b");

    public ServerProgram {
        small = List.copyOf(small);
        program = List.copyOf(program);
    }

    /**
     * From what a class path says and the name of the main class; one jar is run as users run it.
     *
     * @param environment which the servers will have too: Java takes options from it, and refuses two collectors
     */
    public static ServerProgram of(String java, String classPath, String mainClass, Map<String, String> environment) {
        List<String> small = new ArrayList<>(SMALL);
        if (!choosesCollector(environment)) {
            small.add(SMALL_COLLECTOR);
        }
        boolean jar = classPath.endsWith(".jar") && !classPath.contains(File.pathSeparator);
        return new ServerProgram(java, small, jar ? List.of("-jar", classPath) : List.of("-cp", classPath, mainClass));
    }

    private static boolean choosesCollector(Map<String, String> environment) {
        return Stream.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")
                .map(environment::get)
                .filter(Objects::nonNull)
                .anyMatch(options -> ANY_COLLECTOR.matcher(options).find());
    }

    /**
     * The command for one of many servers.
     *
     * @param temporary where it may unpack what it needs: a killed process does not clear up
     */
    public List<String> command(Path temporary, List<String> arguments) {
        List<String> options = new ArrayList<>(small);
        options.addAll(program);
        return command(temporary, options, arguments);
    }

    /** The command for a server such as users have, with all that Java can give it. */
    public List<String> wholeCommand(Path temporary, List<String> arguments) {
        return command(temporary, program, arguments);
    }

    private List<String> command(Path temporary, List<String> options, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(java);
        command.add("-Djava.io.tmpdir=" + temporary);
        command.addAll(options);
        command.addAll(arguments);
        return command;
    }
}
