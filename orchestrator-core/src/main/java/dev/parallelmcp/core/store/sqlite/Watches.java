package dev.parallelmcp.core.store.sqlite;

import dev.parallelmcp.core.store.jdbc.Session;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** The open watches of a store. */
final class Watches {

    private final FileIdentity file;
    private final Supplier<Optional<Session>> connect;
    private final InstantSource clock;
    private final List<SqliteWatch> open = new CopyOnWriteArrayList<>();

    /** Opens a connection for each watch on the database in a file, none for one in memory. */
    Watches(FileIdentity file, Supplier<Optional<Session>> connect, InstantSource clock) {
        this.file = file;
        this.connect = connect;
        this.clock = clock;
    }

    SqliteWatch open() {
        Optional<Session> session = connect.get();
        try {
            SqliteWatch watch = new SqliteWatch(session, file, clock, open::remove);
            open.add(watch);
            return watch;
        } catch (Throwable e) {
            session.ifPresent(Session::close);
            throw e;
        }
    }

    /** This process has committed something. */
    void committed() {
        for (SqliteWatch watch : open) {
            watch.committed();
        }
    }
}
