package dev.parallelmcp.server.bench;

import dev.parallelmcp.core.store.sqlite.Durability;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The servers of a measurement. Closing it leaves no process. Thread-safe. */
public final class Servers implements AutoCloseable {

    private final ServerCommand command;
    private final Path temporary;
    private final List<ServerConnection> open = new ArrayList<>();
    private boolean closed;

    /** Starts nothing yet. */
    public Servers(ServerCommand command, Path temporary) {
        this.command = command;
        this.temporary = temporary;
    }

    /** Starts a server on this database and shakes hands. */
    ServerConnection start(Path database, Durability durability) throws BenchStoppedException {
        List<String> arguments = List.of(
                "--db", database.toString(), "--durability", durability.name().toLowerCase(Locale.ROOT));
        ServerConnection server = launch(command.of(temporary, arguments));
        server.greet();
        return server;
    }

    private synchronized ServerConnection launch(List<String> words) throws BenchStoppedException {
        if (closed) {
            throw new BenchStoppedException("told to end");
        }
        try {
            ServerConnection server = new ServerConnection(new ProcessBuilder(words).start());
            open.add(server);
            return server;
        } catch (IOException e) {
            throw new BenchStoppedException("cannot start a server: " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        open.forEach(ServerConnection::kill);
        open.forEach(ServerConnection::awaitEnd);
    }
}
