package dev.parallelmcp.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parallelmcp.server.bench.Bench;
import dev.parallelmcp.server.bench.BenchOptions;
import dev.parallelmcp.server.bench.BenchStoppedException;
import dev.parallelmcp.server.bench.Row;
import dev.parallelmcp.server.bench.ServerCommand;
import dev.parallelmcp.server.bench.Servers;
import dev.parallelmcp.server.bench.Site;
import dev.parallelmcp.server.bench.Workspace;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.ExitCode;

/** A measurement from its first file to its last: no process and no file of it is left, however it ends. */
final class BenchSession {

    /** Whoever was told to end has nothing that could be relied on. */
    private static final int TOLD_TO_END = ExitCode.USAGE;

    /** What is measured. */
    @FunctionalInterface
    interface Work {
        void run(Bench bench) throws BenchStoppedException, InterruptedException;
    }

    private final Surroundings surroundings;
    private final Optional<Path> place;
    private final ServerCommand command;
    private final BenchOptions options;
    private final RowForm form;
    private final PrintWriter out;
    private final AtomicBoolean toldToEnd = new AtomicBoolean();
    private Optional<Workspace> workspace = Optional.empty();
    private Optional<Servers> servers = Optional.empty();

    BenchSession(
            Surroundings surroundings,
            Optional<Path> place,
            ServerCommand command,
            BenchOptions options,
            RowForm form) {
        this.surroundings = surroundings;
        this.place = place;
        this.command = command;
        this.options = options;
        this.form = form;
        this.out = new PrintWriter(surroundings.out(), false, UTF_8);
    }

    /** Answers the exit code. */
    int run(Work work) throws InterruptedException {
        // Before there is anything that could be left behind.
        surroundings.atShutdown().accept(this::interrupted);
        try {
            form.head().ifPresent(this::print);
            work.run(new Bench(open(), options));
            return toldToEnd.get() ? TOLD_TO_END : ExitCode.OK;
        } catch (BenchStoppedException e) {
            return failed(Objects.toString(e.getMessage()));
        } catch (IOException e) {
            return failed("the files gave trouble: " + e.getMessage());
        } finally {
            close();
        }
    }

    private int failed(String problem) {
        if (toldToEnd.get()) {
            return TOLD_TO_END;
        }
        say(problem);
        return ExitCode.SOFTWARE;
    }

    private synchronized Site open() throws IOException, BenchStoppedException {
        if (toldToEnd.get()) {
            throw new BenchStoppedException("told to end");
        }
        Workspace opened = Workspace.open(place);
        workspace = Optional.of(opened);
        Servers started = new Servers(command, opened.temporary());
        servers = Optional.of(started);
        return new Site(opened, started, this::say, this::print);
    }

    private int interrupted() {
        toldToEnd.set(true);
        close();
        say("told to end");
        return TOLD_TO_END;
    }

    private synchronized void close() {
        servers.ifPresent(Servers::close);
        try {
            if (workspace.isPresent()) {
                workspace.get().close();
            }
        } catch (IOException e) {
            say("the files gave trouble: " + e.getMessage());
        }
    }

    private void print(Row row) {
        print(form.line(row));
    }

    private void print(String line) {
        out.println(line);
        out.flush();
    }

    private void say(String line) {
        surroundings.err().println("bench: " + line);
        surroundings.err().flush();
    }
}
