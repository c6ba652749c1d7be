package dev.parallelmcp.core.reference;

import dev.parallelmcp.core.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Draws what a step is about: most of the time what the call is meant for, now and then anything. */
final class Draw {

    static final List<String> KINDS = List.of("a", "b", "c");
    static final List<String> WORKERS = List.of("w1", "w2", "w3");
    static final List<String> NAMESPACES = List.of(Door.LEFT_NAMESPACE, "right", "default");

    private static final List<String> PAYLOADS = List.of(
            "1", "\"text\"", "null", "[1,{\"x\":2.5}]", "{\"a\":1,\"b\":[true,\"z\"]}", "{\"b\":[true,\"z\"],\"a\":1}");
    private static final List<String> OBJECTS = List.of("{}", "{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1}");
    private static final Json TOO_LARGE = Json.of("{\"text\":\"" + "x".repeat(64) + "\"}");

    private final Random random;
    private final ReferenceModel model;
    private final Names names;
    private final List<String> tokens = new ArrayList<>();

    Draw(long seed, ReferenceModel model, Names names) {
        this.random = new Random(seed);
        this.model = model;
        this.names = names;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean percent(int chance) {
        return random.nextInt(100) < chance;
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    <T> Optional<T> maybe(int chance, Supplier<T> value) {
        return percent(chance) ? Optional.of(value.get()) : Optional.empty();
    }

    Json payload() {
        return percent(1) ? TOO_LARGE : Json.of(oneOf(PAYLOADS));
    }

    Json object() {
        return percent(1) ? TOO_LARGE : Json.of(oneOf(OBJECTS));
    }

    /** Mostly a new one; one that was used already is meant for another call. */
    Optional<String> token() {
        if (!percent(25)) {
            return Optional.empty();
        }
        if (!tokens.isEmpty() && percent(8)) {
            return Optional.of(oneOf(tokens));
        }
        String token = "token" + tokens.size();
        tokens.add(token);
        return Optional.of(token);
    }

    long delayMs() {
        return oneOf(List.of(0L, 1L, 1_000L, 20_000L, 60_000L));
    }

    String run(Predicate<ModelRun> suitable) {
        return name(
                Names.RUN,
                name -> Optional.ofNullable(model.runs.get(names.id(name)))
                        .filter(suitable)
                        .isPresent());
    }

    String task(Predicate<ModelTask> suitable) {
        return name(Names.TASK, name -> known(name).filter(suitable).isPresent());
    }

    String snapshot() {
        return name(Names.SNAPSHOT, name -> model.snapshots.containsKey(names.id(name)));
    }

    String snapshotOf(String run) {
        return name(
                Names.SNAPSHOT,
                name -> Optional.ofNullable(model.snapshots.get(names.id(name)))
                        .filter(snapshot -> snapshot.runId().equals(names.id(run)))
                        .isPresent());
    }

    /** The part of the name that lease and held task share; most of the time of a lease that is live. */
    String claim() {
        return name(
                        Names.LEASE,
                        name -> attempt(name)
                                .filter(attempt -> attempt.endedAt.isEmpty())
                                .filter(attempt -> attempt.expiresAt.isAfter(model.now()))
                                .isPresent())
                .substring(Names.LEASE.length());
    }

    Optional<ModelAttempt> attempt(String leaseName) {
        String leaseId = names.id(leaseName);
        return model.attempts()
                .filter(attempt -> attempt.leaseId.equals(leaseId))
                .findFirst();
    }

    Optional<ModelTask> known(String taskName) {
        return Optional.ofNullable(model.tasks.get(names.id(taskName)));
    }

    /** Names of tasks of this run. */
    List<String> tasksOf(String run) {
        return names.all(Names.TASK).stream()
                .filter(name -> known(name)
                        .filter(task -> task.run.id.equals(names.id(run)))
                        .isPresent())
                .toList();
    }

    ReferenceModel model() {
        return model;
    }

    private String name(String sort, Predicate<String> suitable) {
        List<String> all = names.all(sort);
        List<String> suited = percent(7) ? all : all.stream().filter(suitable).toList();
        return suited.isEmpty() ? sort + "nobody" : oneOf(suited);
    }
}
