package dev.parallelmcp.server.cli;

import dev.parallelmcp.server.drill.Race;
import dev.parallelmcp.server.drill.RaceOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Many servers on one database claim and complete the same tasks. */
@Command(
        name = "race",
        description = "Real servers on one database claim and complete the same tasks: none may be had twice.")
final class DrillRaceCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private DrillOptions drill = new DrillOptions();

    @Option(
            names = "--processes",
            paramLabel = "<n>",
            defaultValue = "8",
            description = "How many servers. Default: ${DEFAULT-VALUE}.")
    private int processes;

    @Option(
            names = "--tasks",
            paramLabel = "<n>",
            defaultValue = "20000",
            description = "How many tasks. Default: ${DEFAULT-VALUE}.")
    private int tasks;

    @Option(
            names = "--workers-per-process",
            paramLabel = "<n>",
            defaultValue = "4",
            description = "How many workers of each server. Default: ${DEFAULT-VALUE}.")
    private int workersPerProcess;

    DrillRaceCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        RaceOptions options = drill.valid(() -> new RaceOptions(processes, tasks, workersPerProcess));
        return drill.hold(new Race(options), surroundings);
    }
}
