package dev.parallelmcp.server.drill;

import dev.parallelmcp.server.process.ServerProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The servers of a drill, all on one database. Whatever happens, closing it leaves no process. */
public final class Fleet implements AutoCloseable {

    private final ServerProgram program;
    private final Workplace workplace;
    private final List<String> arguments;
    private final List<ServerProcess> started = new ArrayList<>();
    private boolean closed;

    /**
     * Starts nothing yet.
     *
     * @param options how the servers are to treat the database, as they take them on their command line
     */
    public Fleet(ServerProgram program, Workplace workplace, List<String> options) {
        this.program = program;
        this.workplace = workplace;
        this.arguments = new ArrayList<>(List.of("--db", workplace.database().toString()));
        this.arguments.addAll(options);
    }

    Path database() {
        return workplace.database();
    }

    /** Starts a process, which does not serve yet. */
    synchronized ServerProcess start() throws DrillStoppedException {
        if (closed) {
            throw new DrillStoppedException("the drill was told to end");
        }
        try {
            ServerProcess server =
                    new ServerProcess(new ProcessBuilder(program.command(workplace.temporary(), arguments)));
            started.add(server);
            return server;
        } catch (IOException e) {
            throw new DrillStoppedException("cannot start a server: " + e.getMessage());
        }
    }

    /** Starts servers and waits until they serve. */
    List<ServerProcess> start(int count) throws DrillStoppedException {
        List<ServerProcess> servers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            servers.add(start());
        }
        for (ServerProcess server : servers) {
            if (!server.greet()) {
                throw new DrillStoppedException("a server did not begin to serve");
            }
        }
        return servers;
    }

    /** Ends all servers, and has the database looked at. */
    List<String> problems(DatabaseCheck check) throws DrillStoppedException {
        close();
        return workplace.problems(check);
    }

    /** What the servers wrote to standard error, each that wrote anything. */
    public synchronized List<String> messages() {
        return started.stream()
                .map(ServerProcess::messages)
                .filter(text -> !text.isEmpty())
                .distinct()
                .toList();
    }

    /** Kills what still runs, and waits until it is gone. */
    @Override
    public synchronized void close() {
        closed = true;
        started.forEach(ServerProcess::kill);
        try {
            for (ServerProcess server : started) {
                server.awaitEnd();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
