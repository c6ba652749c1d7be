package dev.parallelmcp.server.cli;

import dev.parallelmcp.core.store.sqlite.Durability;
import dev.parallelmcp.server.drill.Drill;
import dev.parallelmcp.server.drill.DrillStoppedException;
import dev.parallelmcp.server.drill.Fleet;
import dev.parallelmcp.server.drill.Report;
import dev.parallelmcp.server.drill.Workplace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.ExitCode;

/** One drill from its first file to its last: no process and no file of it is left, however it ends. */
final class DrillSession {

    private static final int NO_VERDICT = ExitCode.USAGE;

    /** Where a drill is held, and by whom; first the servers go, then the files. */
    private record Site(Workplace workplace, Fleet fleet) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            fleet.close();
            workplace.close();
        }
    }

    private final Surroundings surroundings;
    private final Optional<Path> database;
    private final Durability durability;
    private final boolean keep;
    private final AtomicBoolean toldToEnd = new AtomicBoolean();
    private Optional<Site> site = Optional.empty();
    private Optional<Report> report = Optional.empty();

    DrillSession(Surroundings surroundings, Optional<Path> database, Durability durability, boolean keep) {
        this.surroundings = surroundings;
        this.database = database;
        this.durability = durability;
        this.keep = keep;
    }

    /** What the drill found; empty when there is no verdict. */
    Optional<Report> report() {
        return report;
    }

    /** Answers the exit code. */
    int hold(Drill drill) throws InterruptedException {
        // Before there is anything that could be left behind.
        surroundings.atShutdown().accept(this::interrupted);
        try (Site site = open()) {
            return hold(drill, site);
        } catch (IOException e) {
            say("the drill's files gave trouble: " + e.getMessage());
            return report.isEmpty() || report.get().passed() ? NO_VERDICT : ExitCode.SOFTWARE;
        }
    }

    /** Whoever was told to end before has a place that is closed: no server can be started there. */
    private synchronized Site open() throws IOException {
        Workplace workplace = Workplace.open(database);
        if (keep) {
            workplace.keep();
        }
        List<String> serverOptions = List.of("--durability", durability.name().toLowerCase(Locale.ROOT));
        Site opened = new Site(workplace, new Fleet(surroundings.program().get(), workplace, serverOptions));
        site = Optional.of(opened);
        if (toldToEnd.get()) {
            opened.close();
        }
        return opened;
    }

    private int hold(Drill drill, Site site) throws InterruptedException {
        Fleet fleet = site.fleet();
        Workplace workplace = site.workplace();
        try {
            Report found = drill.hold(fleet, this::say);
            if (toldToEnd.get()) {
                return NO_VERDICT;
            }
            report = Optional.of(found);
            if (!found.passed()) {
                fleet.messages().forEach(text -> say("a server said: " + text));
            }
            return found.passed() ? ExitCode.OK : ExitCode.SOFTWARE;
        } catch (DrillStoppedException e) {
            if (!toldToEnd.get()) {
                say("no verdict: " + e.getMessage());
                fleet.messages().forEach(text -> say("a server said: " + text));
            }
            return NO_VERDICT;
        } finally {
            if (workplace.stays() && !toldToEnd.get()) {
                say("the database is " + workplace.database());
            }
        }
    }

    private int interrupted() {
        toldToEnd.set(true);
        try {
            closeSite();
        } catch (IOException e) {
            say("the drill's files gave trouble: " + e.getMessage());
        }
        say("told to end: no verdict");
        return NO_VERDICT;
    }

    private synchronized void closeSite() throws IOException {
        if (site.isPresent()) {
            site.get().close();
        }
    }

    private void say(String line) {
        surroundings.err().println("drill: " + line);
        surroundings.err().flush();
    }
}
