package dev.parallelmcp.dist;

import static dev.parallelmcp.dist.Installation.assertServed;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher finds the jar and a Java, and says what is missing. */
@DisabledOnOs(OS.WINDOWS)
class LauncherIT {

    @TempDir
    static Path shared;

    private static Installation installed;

    @TempDir
    Path folder;

    private static synchronized Installation installation() {
        if (installed == null) {
            installed = Installation.in(shared.resolve("a folder with blanks"));
        }
        return installed;
    }

    @Test
    void theServerServesAndSaysNothingElse() {
        assertServes(installation());
    }

    @Test
    void aLinkToALinkLeadsToTheJar() throws IOException {
        Path script = installation().script();
        Path absolute = Files.createSymbolicLink(folder.resolve("absolute"), script);
        Path relative = Files.createSymbolicLink(folder.resolve("relative link"), absolute.getFileName());
        assertServes(installation().startedAs(relative));
    }

    @Test
    void itMayBeNamedRelatively() {
        ProcessBuilder builder = installation().process("--db", ":memory:");
        builder.directory(installation().script().getParent().getParent().toFile());
        builder.command().set(0, "./a folder with blanks/parallel-mcp");
        assertServed(TheJar.finish(builder, Lines.HELLO));
    }

    @Test
    void foldersOfTheSameNameElsewhereDoNotMatter() {
        Path parent = installation().script().getParent().getParent();
        ProcessBuilder builder = installation()
                .with("CDPATH", parent)
                .startedAs(Path.of("a folder with blanks/parallel-mcp"))
                .process("--db", ":memory:");
        builder.directory(parent.toFile());
        assertServed(TheJar.finish(builder, Lines.HELLO));
    }

    @Test
    void argumentsArriveAsTheyWereGiven() {
        Path database = folder.resolve("a *? \"database\" $HOME.sqlite");
        assertServed(installation().run(Lines.HELLO, "--db", database.toString()));
        assertThat(database).exists();
    }

    @Test
    void theExitCodeIsThatOfTheServer() {
        assertThat(installation().run("", "--no-such-option").exitCode()).isEqualTo(2);
    }

    /** A signal to the launcher is one to the server, and no shell is left between them. */
    @Test
    void theLauncherBecomesTheServer() throws IOException, InterruptedException {
        Process process = installation().process("--db", ":memory:").start();
        try {
            process.getOutputStream().write(Lines.HELLO.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            assertThat(process.inputReader().readLine()).contains("serverInfo");
            assertThat(process.info().command().orElse("")).endsWith("java");
            process.destroy();
            assertThat(process.waitFor(TheJar.PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void javaIsLookedForInThePathToo() throws IOException {
        Path bin = Files.createDirectory(folder.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("java"), Path.of(TheJar.java()));
        Installation fromPath = installation().without("JAVA_HOME").with("PATH", bin + ":/usr/bin:/bin");
        assertServes(fromPath);
        assertServes(fromPath.with("JAVA_HOME", folder.resolve("gone")));
    }

    @Test
    void withoutJavaItSaysSo() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertRefused(installation().without("JAVA_HOME").with("PATH", empty), "there is no Java");
    }

    @Test
    void anOldJavaIsRefusedWithoutBeingRun() throws IOException {
        Path home = javaThatRuns("echo run >" + folder.resolve("was-run"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Us\"\nJAVA_VERSION=\"11.0.27\"\n");
        assertRefused(installation().with("JAVA_HOME", home), "Java 17 or later is needed", " is 11;");
        assertThat(folder.resolve("was-run")).doesNotExist();
    }

    @Test
    void aJavaThatDoesNotSayItsVersionInAFileIsAsked() throws IOException {
        assertServes(installation().with("JAVA_HOME", javaThatRuns("exec \"" + TheJar.java() + "\" \"$@\"")));
        assertRefused(installation().with("JAVA_HOME", javaThatRuns("exit 1")), "Java 17 or later is needed");
    }

    private Path javaThatRuns(String command) throws IOException {
        Path home = Files.createTempDirectory(folder, "java");
        Path java = Files.createDirectory(home.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\n" + command + "\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        return home;
    }

    @Test
    void withoutTheJarItSaysSo() throws IOException {
        Path alone =
                Files.copy(installation().script(), folder.resolve("parallel-mcp"), StandardCopyOption.COPY_ATTRIBUTES);
        assertRefused(installation().startedAs(alone), "parallel-mcp-server.jar is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:+UseParallelGC", "-Xmx64m -Dx=*"})
    void optionsOfTheUserComeLast(String options) {
        assertServes(installation().with("PARALLEL_MCP_JAVA_OPTS", options));
    }

    @Test
    void aCollectorFromElsewhereIsLeftToChoose() {
        TheJar.Finished finished =
                installation().with("JDK_JAVA_OPTIONS", "-XX:+UseParallelGC").serve(Lines.HELLO);
        assertThat(finished.exitCode()).as(finished.stderr()).isZero();
        assertThat(finished.stdout().lines()).hasSize(1);
    }

    @Test
    void whatTheJvmHasToSayDoesNotReachStandardOutput() {
        TheJar.Finished finished = installation()
                .with("PARALLEL_MCP_JAVA_OPTS", "-XX:+PrintFlagsFinal -XX:NewSize=900m")
                .serve(Lines.HELLO);
        assertThat(finished.exitCode()).as(finished.stderr()).isZero();
        assertThat(finished.stdout().lines()).hasSize(1);
        assertThat(finished.stderr()).contains("UseSerialGC");
    }

    private static void assertRefused(Installation installation, String... words) {
        TheJar.Finished finished = installation.serve(Lines.HELLO);
        assertThat(finished.exitCode()).isEqualTo(1);
        assertThat(finished.stdout()).isEmpty();
        assertThat(finished.stderr()).startsWith("parallel-mcp: ").contains(words);
        assertThat(finished.stderr().lines()).hasSize(1);
    }

    private static void assertServes(Installation installation) {
        assertServed(installation.serve(Lines.HELLO));
    }
}
