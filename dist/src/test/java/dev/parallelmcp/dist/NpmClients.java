package dev.parallelmcp.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The clients from npm, in the build folder, where the profile has copied the scripts that use them. They are installed
 * once, as the lock file says.
 */
final class NpmClients {

    /** Of the tests that run in the profile of this name only. */
    static final String TAG = "clients";

    private static final int OLDEST_NODE = 20;
    private static final long PATIENCE_SECONDS = 600;
    private static final Pattern NODE_VERSION = Pattern.compile("v(\\d+)\\..*", Pattern.DOTALL);
    private static final String NPM = File.separatorChar == '\\' ? "npm.cmd" : "npm";

    private NpmClients() {}

    /** Runs a script with these arguments and then the command of the server, and expects that it succeeds. */
    static void run(Path database, String script, String... arguments) {
        Path folder = Path.of(TheJar.property("parallelmcp.clients"));
        if (!nodeIsThere()) {
            String missing = script + " skipped: it needs node, version " + OLDEST_NODE + " or later, and npm";
            System.out.println(missing);
            assumeTrue(false, missing);
        }
        install(folder);
        List<String> command = new ArrayList<>(List.of("node", script));
        command.addAll(Arrays.asList(arguments));
        command.addAll(TheJar.command("--db", database.toString()));
        System.out.println("==> " + String.join(" ", command.subList(0, 2 + arguments.length)));
        System.out.print(succeed(folder, command).stdout());
    }

    private static boolean nodeIsThere() {
        try {
            Matcher node = NODE_VERSION.matcher(versionOf("node"));
            return !versionOf(NPM).isEmpty() && node.matches() && Integer.parseInt(node.group(1)) >= OLDEST_NODE;
        } catch (UncheckedIOException notThere) {
            return false;
        }
    }

    private static String versionOf(String program) {
        return TheJar.finish(new ProcessBuilder(program, "--version"), "").stdout();
    }

    private static void install(Path folder) {
        Path lock = folder.resolve("package-lock.json");
        Path installed = folder.resolve("node_modules").resolve("installed-lock.json");
        try {
            if (Files.exists(installed) && Files.mismatch(lock, installed) < 0) {
                return;
            }
            System.out.println("==> npm ci, into the build folder");
            succeed(folder, List.of(NPM, "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
            Files.copy(lock, installed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TheJar.Finished succeed(Path folder, List<String> command) {
        TheJar.Finished finished =
                TheJar.finish(new ProcessBuilder(command).directory(folder.toFile()), "", PATIENCE_SECONDS);
        assertThat(finished.exitCode())
                .as("%s%n%s%n%s", command, finished.stdout(), finished.stderr())
                .isZero();
        return finished;
    }
}
