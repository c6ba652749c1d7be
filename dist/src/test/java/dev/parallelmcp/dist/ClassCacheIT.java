package dev.parallelmcp.dist;

import static dev.parallelmcp.dist.Installation.assertServed;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher's cache of loaded classes is made once, used from then on, and never in the way. */
@DisabledOnOs(OS.WINDOWS)
class ClassCacheIT {

    private static final int TOGETHER = 3;
    private static final int MOST_KEPT = 4;
    private static final int MOST_IDLE_MEBIBYTES = 90;
    private static final int KIBIBYTES_PER_MEBIBYTE = 1024;

    @TempDir
    static Path shared;

    private static Installation installed;
    private static Path archive;

    @TempDir
    Path folder;

    /** By servers that are started at the same time, among older archives. */
    @BeforeAll
    static void makeTheArchive() throws IOException {
        Path cache = shared.resolve("the cache");
        installed = Installation.in(shared.resolve("installation")).with(Installation.CACHE, cache);
        List<CompletableFuture<TheJar.Finished>> servers = IntStream.range(0, TOGETHER)
                .mapToObj(i ->
                        CompletableFuture.supplyAsync(() -> installed.serve(Lines.HELLO), TheJar.threadFor("client")))
                .toList();
        servers.forEach(server -> assertServed(server.join()));
        archive = installed.awaitArchive();
    }

    @Test
    void theNextServerTakesItsClassesFromIt() throws IOException {
        assertThat(whereMainCameFrom(installed)).contains("shared objects file");
        assertThat(whereMainCameFrom(installed.with(Installation.CACHE, "off"))).doesNotContain("shared objects file");
    }

    private String whereMainCameFrom(Installation installation) throws IOException {
        Path log = folder.resolve("classes.log");
        Files.deleteIfExists(log);
        String option = "-Xlog:class+load:file=" + log;
        assertServed(installation.with("PARALLEL_MCP_JAVA_OPTS", option).serve(Lines.HELLO));
        return Files.readAllLines(log).stream()
                .filter(line -> line.contains(" dev.parallelmcp.server.Main "))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aBrokenArchiveIsPassedOver() throws IOException {
        Path cache = Files.createDirectory(folder.resolve("broken"));
        byte[] garbage = new byte[Math.toIntExact(Files.size(archive))];
        Files.write(cache.resolve(archive.getFileName()), garbage);
        assertServed(installed.with(Installation.CACHE, cache).serve(Lines.HELLO));
    }

    @Test
    void anArchiveThatWasCutOffIsPassedOverAndMadeAnew() throws IOException {
        Path cache = Files.createDirectory(folder.resolve("cut"));
        byte[] whole = Files.readAllBytes(archive);
        Files.write(cache.resolve(archive.getFileName()), Arrays.copyOf(whole, whole.length / 2));
        Installation atCut = installed.with(Installation.CACHE, cache);
        assertServed(atCut.serve(Lines.HELLO));
        assertThat(atCut.awaitArchive()).hasSize(Long.parseLong(sizeInName(atCut.awaitArchive())));
    }

    private static String sizeInName(Path file) {
        return file.toString().replaceAll(".*-", "");
    }

    @Test
    void aFolderThatCannotBeMadeIsDoneWithout() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        assertServed(installed.with(Installation.CACHE, file.resolve("cache")).serve(Lines.HELLO));
        assertServed(installed.with(Installation.CACHE, file).serve(Lines.HELLO));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFolderThatCannotBeWrittenIsDoneWithout() {
        // Holds for every user, root included.
        assertServed(installed.with(Installation.CACHE, "/proc/self").serve(Lines.HELLO));
    }

    @Test
    void withoutAHomeThereIsNoCache() {
        assertServed(installed.without(Installation.CACHE).serve(Lines.HELLO));
    }

    @Test
    void theCacheLiesWhereTheSystemHasIts() {
        Path home = folder.resolve("home");
        Installation atHome = installed.without(Installation.CACHE).with("HOME", home);
        assertServed(atHome.serve(Lines.HELLO));
        assertServed(atHome.with("XDG_CACHE_HOME", folder.resolve("xdg")).serve(Lines.HELLO));
        installed.with(Installation.CACHE, home.resolve(".cache/parallel-mcp")).awaitArchive();
        installed.with(Installation.CACHE, folder.resolve("xdg/parallel-mcp")).awaitArchive();
    }

    @Test
    void aJarThatChangedGetsAnArchiveOfItsOwnAndTheOldestGo() throws IOException {
        Path cache = Files.createDirectory(folder.resolve("old"));
        for (int i = 0; i < MOST_KEPT + 1; i++) {
            Path old = Files.writeString(cache.resolve("classes-java17-1-1-" + i), "old");
            Files.setLastModifiedTime(old, FileTime.from(Instant.EPOCH.plusSeconds(i * 86_400L)));
        }
        Installation other = Installation.in(folder.resolve("other")).with(Installation.CACHE, cache);
        assertServed(other.serve(Lines.HELLO));
        other.await(files -> files.size() == MOST_KEPT);
        assertThat(other.cached())
                .doesNotContain(cache.resolve("classes-java17-1-1-0"), cache.resolve("classes-java17-1-1-1"))
                .contains(cache.resolve("classes-java17-1-1-" + MOST_KEPT))
                .noneMatch(file -> file.getFileName().equals(archive.getFileName()));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void anIdleServerIsSmall() throws IOException {
        ReplyQueue replies = new ReplyQueue();
        Path database = folder.resolve("state.sqlite");
        try (JarProcess server = JarProcess.of(installed.process("--db", database.toString()), replies)) {
            server.send(Lines.HELLO
                    + Lines.request("1", "tools/list", "{}")
                    + Lines.call(2, "claim_next_task", "{\"workerId\":\"w\"}"));
            replies.next("initialize");
            assertThat(replies.next("tools/list").at("/result/tools")).isNotEmpty();
            Lines.content(replies.next("claim_next_task"));
            long resident = Files.readAllLines(Path.of("/proc/" + server.pid() + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
            System.out.println("idle: " + resident / KIBIBYTES_PER_MEBIBYTE + " MiB");
            assertThat(resident).isBetween(1L, (long) MOST_IDLE_MEBIBYTES * KIBIBYTES_PER_MEBIBYTE);
            assertThat(server.endInput().exitCode()).isZero();
        }
    }

    @Test
    void bothLaunchersGiveJavaTheSameOptionsAndTheDocumentTellsThem() throws IOException {
        Path windows = Path.of(TheJar.path()).resolveSibling("parallel-mcp.cmd");
        for (Path text : List.of(installed.script(), windows, Path.of("..", "docs", "start-up.md"))) {
            assertThat(Files.readString(text))
                    .contains("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData")
                    .contains("-XX:+DisplayVMOutputToStderr", "-Xlog:disable")
                    .contains("PARALLEL_MCP_CACHE", "PARALLEL_MCP_JAVA_OPTS");
        }
    }
}
