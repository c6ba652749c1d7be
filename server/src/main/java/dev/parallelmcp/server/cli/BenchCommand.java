package dev.parallelmcp.server.cli;

import dev.parallelmcp.core.store.sqlite.Durability;
import dev.parallelmcp.server.bench.Plan;
import dev.parallelmcp.server.bench.Workload;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures how fast the program is on this machine. */
@Command(
        name = "bench",
        description = {
            "Measures on this machine how fast the program is, and how fast the database alone would be.",
            "It makes databases of its own and takes them away.",
            "Exit codes: 0 measured, 1 not to the end, 2 wrong usage or told to end."
        })
final class BenchCommand implements Callable<Integer> {

    private static final String ALL = "all";

    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec command;

    @Mixin
    private BenchSettings settings = new BenchSettings();

    @Parameters(
            arity = "0..1",
            paramLabel = ALL,
            description = "Measure every workload, each in the settings in which it says most, 5 rounds each.")
    private @Nullable String everything;

    @Option(
            names = "--workload",
            paramLabel = "<name>",
            completionCandidates = Names.class,
            description = "Measure this one: ${COMPLETION-CANDIDATES}.")
    private @Nullable String workload;

    @Option(
            names = "--workers",
            paramLabel = "<n>",
            description = "Threads of this process that work at the same time. Default: 1.")
    private @Nullable Integer workers;

    @Option(
            names = "--durability",
            paramLabel = "full|normal",
            description = "How the databases are written. Default: full.")
    private @Nullable Durability durability;

    BenchCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        usage().refuseOptionsBefore("bench all --db <folder>");
        Optional<Plan> one = one();
        BenchSession session = settings.session(surroundings);
        return one.isPresent()
                ? session.run(bench -> bench.one(one.get()))
                : session.run(bench -> bench.all(Plan.all()));
    }

    /** The one thing to measure; empty for all. */
    private Optional<Plan> one() {
        if (everything == null) {
            return Optional.of(plan());
        }
        if (!everything.equals(ALL)) {
            throw usage().misused("bench: given " + everything + ", allowed is all, or --workload <name>");
        }
        refuseWithAll("--workload", workload);
        refuseWithAll("--workers", workers);
        refuseWithAll("--durability", durability);
        return Optional.empty();
    }

    private void refuseWithAll(String option, @Nullable Object value) {
        if (value != null) {
            throw usage().misused(option + ": is for one workload; all has settings of its own");
        }
    }

    private Plan plan() {
        String names = String.join(", ", new Names());
        if (workload == null) {
            throw usage().misused("bench: say what to measure, all or --workload with one of " + names);
        }
        Workload chosen = Workload.of(workload)
                .orElseThrow(() -> usage().misused("--workload: given " + workload + ", allowed " + names));
        return usage().valid(() -> new Plan(
                chosen,
                Objects.requireNonNullElse(workers, 1),
                Objects.requireNonNullElse(durability, Durability.FULL)));
    }

    private Usage usage() {
        return Usage.of(command);
    }

    /** The names of the workloads, as picocli wants such. */
    private static final class Names implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Workload.values()).map(Workload::wireName).iterator();
        }
    }
}
