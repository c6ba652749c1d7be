package dev.parallelmcp.server.cli;

import dev.parallelmcp.server.drill.Crash;
import dev.parallelmcp.server.drill.CrashOptions;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Servers are killed while they work. */
@Command(
        name = "crash",
        description = "Kills real servers while they work: nothing that they had acknowledged may be lost.")
final class DrillCrashCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private DrillOptions drill = new DrillOptions();

    @Option(
            names = "--rounds",
            paramLabel = "<n>",
            defaultValue = "20",
            description = "How many kills. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--processes",
            paramLabel = "<n>",
            defaultValue = "3",
            description = "How many servers. Default: ${DEFAULT-VALUE}.")
    private int processes;

    @Option(
            names = "--lease-ms",
            paramLabel = "<ms>",
            defaultValue = "2000",
            description = "The length of the workers' leases. Default: ${DEFAULT-VALUE}.")
    private int leaseMs;

    @Option(
            names = "--seed",
            paramLabel = "<n>",
            description = "What chance follows from: whom to kill, and when. Default: another each time, and told.")
    private @Nullable Long seed;

    DrillCrashCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        CrashOptions options = drill.valid(() -> new CrashOptions(rounds, processes, leaseMs, chosenSeed()));
        return drill.hold(new Crash(options, new DoctorCheck()), surroundings);
    }

    private long chosenSeed() {
        return seed == null ? (long) (surroundings.random().getAsDouble() * Integer.MAX_VALUE) : seed;
    }
}
