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

    /** How every client token begins. */
    static final String TOKEN = "token";

    static final List<String> KINDS = List.of("a", "b", "c");
    static final List<String> WORKERS = List.of("w1", "w2", "w3");
    static final List<String> NAMESPACES = List.of(Door.LEFT_NAMESPACE, "right", "default");

    private static final List<String> PAYLOADS = List.of(
            "1", "\"text\"", "null", "[1,{\"x\":2.5}]", "{\"a\":1,\"b\":[true,\"z\"]}", "{\"b\":[true,\"z\"],\"a\":1}");
    private static final List<String> OBJECTS = List.of("{}", "{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1}");
    private static final Json TOO_LARGE = Json.of("{\"text\":\"" + "x".repeat(64) + "\"}");

    /** Of which one is taken at times, whatever has become of it. */
    private static final int LATEST_LEASES = 6;

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
        String token = TOKEN + tokens.size();
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
        List<String> leases = names.all(Names.LEASE);
        if (leases.isEmpty()) {
            return "nobody";
        }
        String lease = switch (below(100) / 5) {
            case 0 ->
                name(Names.LEASE, name -> attempt(name).filter(this::ranOut).isPresent());
            case 1, 2 -> leases.get(leases.size() - 1 - below(Math.min(LATEST_LEASES, leases.size())));
            default ->
                name(Names.LEASE, name -> attempt(name).filter(this::isLive).isPresent());
        };
        return lease.substring(Names.LEASE.length());
    }

    boolean anyLiveLease() {
        return model.attempts().anyMatch(this::isLive);
    }

    /** Takes work and, mostly, has room for it. */
    boolean takesMore(ModelRun run) {
        return run.takesWork() && (percent(2) || model.tasksOf(run).count() < model.options.maxTasksPerRun());
    }

    boolean anyRunTakesMore() {
        return model.runs.values().stream().anyMatch(this::takesMore);
    }

    boolean anyTask(Predicate<ModelTask> suitable) {
        return model.tasks.values().stream().anyMatch(suitable);
    }

    /** And nobody has noticed yet. */
    private boolean ranOut(ModelAttempt attempt) {
        return attempt.endedAt.isEmpty() && !isLive(attempt);
    }

    private boolean isLive(ModelAttempt attempt) {
        return attempt.endedAt.isEmpty() && attempt.expiresAt.isAfter(model.now());
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
        List<String> suited =
                percent(6) ? List.of() : all.stream().filter(suitable).toList();
        if (!suited.isEmpty()) {
            return oneOf(suited);
        }
        return all.isEmpty() || percent(5) ? sort + "nobody" : oneOf(all);
    }
}
