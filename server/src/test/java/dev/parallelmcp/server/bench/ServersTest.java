package dev.parallelmcp.server.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallelmcp.core.store.sqlite.Durability;
import dev.parallelmcp.server.process.ServerProgram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Measurements of real servers. */
class ServersTest {

    private static final Load LOAD = new Load(16, 1, Durability.NORMAL);

    @TempDir
    Path folder;

    private final List<Row> rows = new ArrayList<>();
    private Servers servers;
    private Workspace workspace;

    @BeforeEach
    void open() throws Exception {
        ServerProgram program = ServerProgram.of(
                ProcessHandle.current().info().command().orElseThrow(),
                System.getProperty("java.class.path"),
                "dev.parallelmcp.server.Main",
                Map.of());
        workspace = Workspace.open(Optional.of(folder));
        servers = new Servers(program::command, workspace.temporary());
    }

    @AfterEach
    void close() throws Exception {
        servers.close();
        workspace.close();
        assertThat(folder).isEmptyDirectory();
    }

    private Site site() {
        return new Site(workspace, servers, line -> {}, rows::add);
    }

    @Test
    void aCycleClaimsAndCompletes() throws Exception {
        try (FreshFile file = workspace.fresh();
                ServerConnection server = servers.start(file.path(), Durability.NORMAL)) {
            ServerTasks.enqueue(server, 3);
            ServerCycle cycle = new ServerCycle(server, 0);
            Workers.one(2, 1, cycle);
            assertThat(cycle.errors()).isZero();
            assertThat(server.answer("get_run", "{\"runId\":\"run_bench\"}")
                            .at("/taskCounts/completed")
                            .asInt())
                    .isEqualTo(2);
            Sample reads = new Pipeline(server, ServerTasks.getRun(), 4).run(50);
            assertThat(reads.operationsPerSecond()).isPositive();
            cycle.run();
            assertThatThrownBy(cycle::run).hasMessage("no task is left to claim");
        }
    }

    @Test
    void whatIsRefusedIsAnErrorOrTheEnd() throws Exception {
        try (FreshFile file = workspace.fresh();
                ServerConnection server = servers.start(file.path(), Durability.NORMAL)) {
            assertThat(server.reply("complete_task", ServerTasks.complete(0, "task_x", "lease_x"))
                            .refused())
                    .isTrue();
            assertThatThrownBy(() -> server.answer("get_run", "{\"runId\":\"none\"}"))
                    .isInstanceOf(BenchStoppedException.class)
                    .hasMessageContaining("get_run was refused")
                    .hasMessageContaining("RECORD_NOT_FOUND");
            assertThatThrownBy(() -> new Pipeline(server, ServerTasks.getRun(), 4).run(20))
                    .isInstanceOf(BenchStoppedException.class)
                    .hasMessageContaining("RECORD_NOT_FOUND");
        }
    }

    @Test
    void stdioHasALineForEachWayToTalk() throws Exception {
        new Stdio().run(site(), LOAD, new Effort(1, 8));
        assertThat(rows)
                .extracting(Row::name)
                .containsExactly("stdio/ping", "stdio/serial", "stdio/pipelined get_run", "stdio/8 processes");
        assertThat(rows).allMatch(row -> row.median().operationsPerSecond() > 0);
        assertThat(rows.get(1).ratio()).isPresent();
        assertThat(rows.get(1).median().errors()).hasValue(0);
        assertThat(rows.get(3).median().errors()).hasValue(0);
        assertThat(rows.get(3).load().workers()).isEqualTo(8);
    }

    @Test
    void theReferenceOfStdioIsACycleAndTwoPings() throws Exception {
        Latencies latencies = new Latencies();
        latencies.add(1);
        Sample ping = Sample.of(10_000, 1_000_000_000, latencies);
        // A millisecond for the cycle, a tenth of one for each ping.
        assertThat(Stdio.reference(1_000, ping)).isCloseTo(1 / 0.0012, org.assertj.core.data.Offset.offset(1e-6));
    }

    @Test
    void wakeMeasuresEveryClaimThatWaited() throws Exception {
        new Wake().run(site(), LOAD.withTasks(3), new Effort(1, 1));
        Row row = rows.get(0);
        assertThat(row.name()).isEqualTo("wake");
        // A claim that had not been woken would have waited ten seconds.
        assertThat(row.median().p99Micros()).isPositive().isLessThan(5_000_000);
    }

    @Test
    void flatHasALineForEachBacklogAndEachReading() throws Exception {
        new Flat(150).run(site(), LOAD, new Effort(2, 4));
        assertThat(rows).hasSize(1 + Backlog.values().length * (1 + Reading.values().length));
        assertThat(rows)
                .extracting(Row::name)
                .contains("flat/alone", "flat/beside 150 finished", "flat/get_stats beside 150 of another kind");
        assertThat(rows).filteredOn(row -> row.ratio().isPresent()).hasSameSizeAs(Backlog.values());
    }

    @Test
    void aServerThatCannotBeStartedIsTold() {
        Servers none = new Servers((temporary, arguments) -> List.of(folder + "/no-such-program"), folder);
        assertThatThrownBy(() -> none.start(folder.resolve("f"), Durability.FULL))
                .isInstanceOf(BenchStoppedException.class)
                .hasMessageStartingWith("cannot start a server");
    }

    @Test
    void nothingIsStartedAfterTheEnd() {
        servers.close();
        assertThatThrownBy(() -> servers.start(folder.resolve("f"), Durability.FULL))
                .hasMessage("told to end");
    }
}
