package dev.parallelmcp.server.drill;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Kills servers while they work, and looks everything up that they had acknowledged. */
public final class Crash implements Drill {

    private static final int LEAST_LOAD_MILLIS = 100;
    private static final int MOST_LOAD_MILLIS = 1_200;
    private static final int VOLLEY = 40;
    private static final int MOST_VOLLEY_MILLIS = 30;
    private static final int MOST_START_MILLIS = 600;

    private final CrashOptions options;
    private final DatabaseCheck check;
    private final SplittableRandom random;
    private final Load load;
    private final EventLog log;
    private final Recovery recovery;
    private final Verification verification;
    private final Pause pause = new Pause();
    private final List<Crew> crews = new ArrayList<>();
    private final CrashTally tally = new CrashTally();
    private int lastServer;

    /**
     * Starts nothing yet.
     *
     * @param check of the database at the end
     */
    public Crash(CrashOptions options, DatabaseCheck check) {
        this.options = options;
        this.check = check;
        this.random = new SplittableRandom(options.seed());
        this.load = new Load(options);
        this.log = new EventLog(load.findings());
        this.recovery = new Recovery(load);
        this.verification = new Verification(load);
    }

    @Override
    public Report hold(Fleet fleet, Consumer<String> progress) throws DrillStoppedException, InterruptedException {
        progress.accept(
                "starting " + options.processes() + " servers on " + fleet.database() + ", seed " + options.seed());
        List<ServerProcess> servers = fleet.start(options.processes());
        try (verification) {
            openRun(servers.get(0));
            servers.forEach(this::man);
            for (int round = 1; round <= options.rounds(); round++) {
                round(round, fleet, progress);
            }
            progress.accept("bringing every task to its end");
            new CrashEnding(load, crews, pause).drain();
            verify(crews.get(0).server());
            endServers();
            new FinalCheck(load, tally).read(fleet.start(1).get(0));
        } catch (DrillStoppedException e) {
            load.findings().add(Fault.ERROR, e.getMessage() == null ? "stopped" : e.getMessage());
        }
        fleet.problems(check).forEach(problem -> load.findings().add(Fault.UNSOUND, problem));
        return new CrashVerdict(options, load, tally, recovery, verification.verified()).report();
    }

    private void man(ServerProcess server) {
        crews.add(new Crew(server, ++lastServer, load, random.split()));
    }

    private void openRun(ServerProcess server) throws DrillStoppedException {
        String runId = "run-" + load.runIds().size();
        Client client = new Client(server, load.journal(), load.findings());
        var arguments = Client.withToken(Asked.arguments().put("id", runId).put("keepOpen", true));
        arguments.putObject("context").put("mark", load.nextMark());
        Reply reply = client.ask(new Call("create_run", arguments, Optional.empty()));
        if (client.mustSucceed(reply, "create_run").isEmpty()) {
            throw new DrillStoppedException("create_run gave no answer: " + reply);
        }
        load.open(runId);
    }

    private void round(int number, Fleet fleet, Consumer<String> progress)
            throws DrillStoppedException, InterruptedException {
        load.journal().makeRoom();
        pause.pass(random.nextInt(LEAST_LOAD_MILLIS, MOST_LOAD_MILLIS));
        KillMode mode = KillMode.choose(random);
        long acknowledgedBefore = load.journal().allAcknowledged();
        long inFlightBefore = load.journal().allUnanswered();
        List<Crew> victims = mode.all() ? List.copyOf(crews) : List.of(crews.get(random.nextInt(crews.size())));
        if (mode == KillMode.STARTING) {
            killAtStart(fleet);
        }
        List<CompletableFuture<Reply>> volley = random.nextBoolean() ? volley(victims) : List.of();
        long killNanos = System.nanoTime();
        victims.forEach(victim -> victim.server().kill());
        List<Hold> held = bury(victims);
        volley.forEach(this::noRefusal);
        tally.killed(mode);
        if (mode == KillMode.ALL_AND_STARTING) {
            killAtStart(fleet);
        }
        long servedNanos = crews.isEmpty() ? replaceFirst(fleet) : killNanos;
        tally.outage(servedNanos - killNanos);
        List<Orphan> orphans = recover(held, victims);
        long slowest = new Reoffers(load, pause).await(orphans, killNanos, servedNanos);
        // Only now, since so many starts and looks keep the processors from what is measured.
        replace(fleet);
        verify(crews.get(crews.size() - 1).server());
        openRun(crews.get(0).server());
        progress.accept(String.format(
                Locale.ROOT,
                "%3d of %d  %-38s %5d acknowledged %3d in flight %3d held%s",
                number,
                options.rounds(),
                mode.words(),
                load.journal().allAcknowledged() - acknowledgedBefore,
                load.journal().allUnanswered() - inFlightBefore,
                orphans.size(),
                orphans.isEmpty() ? "" : ", offered again within " + slowest + " ms"));
    }

    /** So that many calls are in flight, begun or not, when the kill comes. */
    private List<CompletableFuture<Reply>> volley(List<Crew> victims) throws InterruptedException {
        NewWork newWork = new NewWork(load, random);
        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        for (Crew victim : victims) {
            Client client = new Client(victim.server(), load.journal(), load.findings());
            replies.addAll(newWork.volley(load.currentRun(), client, VOLLEY));
        }
        pause.pass(random.nextInt(MOST_VOLLEY_MILLIS));
        return replies;
    }

    private void noRefusal(CompletableFuture<Reply> reply) {
        if (reply.join() instanceof Reply.Refusal refusal) {
            load.findings().add(Fault.ERROR, "enqueue_task: " + refusal.code() + ", " + refusal.message());
        }
    }

    /** A server that has begun to open the database, or not yet, or has just done so. */
    private void killAtStart(Fleet fleet) throws DrillStoppedException, InterruptedException {
        ServerProcess newcomer = fleet.start();
        pause.pass(random.nextInt(MOST_START_MILLIS));
        newcomer.kill();
        newcomer.awaitEnd();
    }

    private List<Hold> bury(List<Crew> victims) throws DrillStoppedException, InterruptedException {
        List<Hold> held = new ArrayList<>();
        for (Crew victim : victims) {
            held.addAll(victim.awaitEnd());
            // After that every call is answered or in the journal as one that was not.
            victim.server().awaitEnd();
            crews.remove(victim);
        }
        return held;
    }

    /** Serves before the others are started, since held tasks wait for it; answers since when. */
    private long replaceFirst(Fleet fleet) throws DrillStoppedException {
        ServerProcess first = fleet.start(1).get(0);
        long servedNanos = System.nanoTime();
        man(first);
        return servedNanos;
    }

    private void replace(Fleet fleet) throws DrillStoppedException {
        fleet.start(options.processes() - crews.size()).forEach(this::man);
    }

    private List<Orphan> recover(List<Hold> held, List<Crew> victims) throws DrillStoppedException {
        ServerProcess server = crews.get(crews.size() - 1).server();
        Client client = new Client(server, load.journal(), load.findings());
        recovery.repeat(load.journal().takeUnanswered(), client, new ServerEvidence(server, log));
        log.read(server);
        List<String> dead =
                victims.stream().flatMap(crew -> crew.workerNames().stream()).toList();
        return recovery.orphans(held, dead, new ServerEvidence(server, log));
    }

    /** In this order: what was acknowledged before the log is read must be in it. */
    private void verify(ServerProcess server) throws DrillStoppedException, InterruptedException {
        List<Acknowledged> acknowledged = load.journal().takeAcknowledged();
        log.read(server);
        verification.verify(acknowledged, new ServerEvidence(server, log));
    }

    private void endServers() throws InterruptedException {
        for (Crew crew : crews) {
            if (!crew.server().end()) {
                load.findings().add(Fault.ERROR, "a server did not end well");
            }
        }
    }

    static double seconds(long millis) {
        return (double) millis / TimeUnit.SECONDS.toMillis(1);
    }
}
