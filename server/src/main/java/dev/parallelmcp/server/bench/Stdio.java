package dev.parallelmcp.server.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Real servers on real pipes: one connection asked one thing after the other, one with many requests in flight, and many
 * servers on one database.
 */
final class Stdio implements Measurement {

    static final int PROCESSES = 8;
    static final int WINDOW = 256;

    /** A reading call is so much shorter than a cycle. */
    private static final int READS_PER_TASK = 4;

    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

    @Override
    public void run(Site site, Load load, Effort effort)
            throws SQLException, IOException, InterruptedException, BenchStoppedException {
        if (effort.warmUp() > 0) {
            Contest.measure(new CycleLimit(), site, load.withTasks(effort.warmUp()));
        }
        Rounds rounds = new Rounds();
        for (int round = 0; round < effort.rounds(); round++) {
            site.progress().accept("stdio: round " + (round + 1) + " of " + effort.rounds());
            oneServer(site, load, effort, rounds);
            manyServers(site, load, effort, rounds);
        }
        rounds.medians(site.rows());
    }

    private static void oneServer(Site site, Load load, Effort effort, Rounds rounds)
            throws SQLException, IOException, InterruptedException, BenchStoppedException {
        double limit = Contest.measure(new CycleLimit(), site, load).operationsPerSecond();
        try (FreshFile file = site.workspace().fresh();
                ServerConnection server = site.servers().start(file.path(), load.durability())) {
            ServerTasks.enqueue(server, effort.warmUp() + load.tasks());
            ServerCycle cycle = new ServerCycle(server, 0);
            int reads = READS_PER_TASK * load.tasks();
            Pipeline pipeline = new Pipeline(server, ServerTasks.getRun(), WINDOW);
            if (effort.warmUp() > 0) {
                Workers.one(effort.warmUp(), 1, cycle);
                Workers.one(effort.warmUp(), 1, () -> server.ask(PING));
                pipeline.run(READS_PER_TASK * effort.warmUp());
            }
            Sample ping = Workers.one(load.tasks(), 1, () -> server.ask(PING));
            Sample serial = Workers.one(load.tasks(), 1, cycle);
            rounds.add("stdio/ping", load, ping);
            rounds.add("stdio/serial", load, serial.withErrors(cycle.errors()), reference(limit, ping));
            rounds.add("stdio/pipelined get_run", load.withTasks(reads), pipeline.run(reads));
        }
    }

    /** A cycle is what the database needs for one, and two calls that do nothing. */
    static double reference(double limitPerSecond, Sample ping) {
        return 1 / (1 / limitPerSecond + 2 / ping.operationsPerSecond());
    }

    private static void manyServers(Site site, Load load, Effort effort, Rounds rounds)
            throws IOException, InterruptedException, BenchStoppedException {
        Load shared = new Load(load.tasks(), PROCESSES, load.durability());
        List<ServerConnection> servers = new ArrayList<>();
        try (FreshFile file = site.workspace().fresh()) {
            try {
                for (int i = 0; i < PROCESSES; i++) {
                    servers.add(site.servers().start(file.path(), load.durability()));
                }
                ServerTasks.enqueue(servers.get(0), effort.warmUp() + load.tasks());
                List<ServerCycle> cycles = new ArrayList<>();
                for (int i = 0; i < PROCESSES; i++) {
                    cycles.add(new ServerCycle(servers.get(i), i));
                }
                if (effort.warmUp() > 0) {
                    Workers.run(PROCESSES, effort.warmUp(), cycles::get);
                }
                Sample sample = Workers.run(PROCESSES, load.tasks(), cycles::get);
                long errors = cycles.stream().mapToLong(ServerCycle::errors).sum();
                rounds.add("stdio/" + PROCESSES + " processes", shared, sample.withErrors(errors));
            } finally {
                servers.forEach(ServerConnection::close);
            }
        }
    }
}
