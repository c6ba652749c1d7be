package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.ContextSnapshot;
import dev.parallelmcp.core.model.DependencyOutput;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.Limits;
import dev.parallelmcp.core.model.request.ClaimRequest;
import dev.parallelmcp.core.store.OutcomeTexts;
import dev.parallelmcp.core.store.Sizes;
import dev.parallelmcp.core.store.SnapshotSize;
import dev.parallelmcp.core.store.TaskOutcome;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Brings into claims what was asked for: the context of each, and what its dependencies came to. In the order of the
 * claims each text is answered as long as it fits the reply, and else its size. Sizes are looked up first, for all claims
 * at once, so that no more is read than can be answered.
 */
final class ClaimContents {

    private final UnitOfWork work;
    private final ClaimRequest request;
    private final List<Claim> claims;
    private Map<String, SnapshotSize> contextSizes = Map.of();
    private Map<String, TaskOutcome> outcomes = Map.of();
    private final Map<String, Json> contexts = new HashMap<>();
    private Map<String, OutcomeTexts> texts = Map.of();
    private long room = Limits.MAX_PAGE_BYTES;

    private ClaimContents(UnitOfWork work, ClaimRequest request, List<Claim> claims) {
        this.work = work;
        this.request = request;
        this.claims = claims;
    }

    /** The claims with what the request asks for. */
    static List<Claim> brought(UnitOfWork work, ClaimRequest request, List<Claim> claims) {
        if (!request.includeContext() && !request.includeDependencyOutputs()) {
            return claims;
        }
        ClaimContents contents = new ClaimContents(work, request, claims);
        contents.look();
        contents.read();
        return claims.stream().map(contents::with).toList();
    }

    private static Optional<String> contextId(Claim claim) {
        return claim.attempt().contextSnapshotId();
    }

    /** Finds out how large everything is, and what is left for it. */
    private void look() {
        if (request.includeContext()) {
            List<String> ids = distinct(claims.stream().flatMap(claim -> contextId(claim).stream()));
            contextSizes = byId(work.tx().snapshots().sizes(ids), SnapshotSize::snapshotId);
        }
        if (request.includeDependencyOutputs()) {
            List<String> ids = distinct(dependencies());
            outcomes = byId(work.tx().tasks().outcomes(Optional.empty(), ids), TaskOutcome::taskId);
        }
        for (Claim claim : claims) {
            room -= Sizes.ofClaim(
                    claim.run(), claim.task(), request.workerId(), claim.lease().clientToken());
        }
        if (request.includeDependencyOutputs()) {
            room -= dependencies()
                    .map(this::outcome)
                    .mapToLong(outcome -> Sizes.ofDependency(outcome.kind(), outcome.key()))
                    .sum();
        }
    }

    /** Reads what would fit if nothing in it had to be escaped: there is never more to read than can be answered. */
    private void read() {
        long left = room;
        Set<String> wanted = new LinkedHashSet<>();
        for (Claim claim : claims) {
            SnapshotSize context = contextSize(claim);
            if (context != null && Sizes.least(context.payloadBytes()) <= left) {
                left -= Sizes.least(context.payloadBytes());
                contexts.computeIfAbsent(context.snapshotId(), this::payload);
            }
            for (String id : dependencies(claim)) {
                TaskOutcome outcome = outcome(id);
                long bytes =
                        outcome.outputBytes().orElse(0L) + outcome.errorBytes().orElse(0L);
                if (bytes > 0 && Sizes.least(bytes) <= left) {
                    left -= Sizes.least(bytes);
                    wanted.add(id);
                }
            }
        }
        if (!wanted.isEmpty()) {
            texts = byId(work.tx().tasks().outcomeTexts(Optional.empty(), List.copyOf(wanted)), OutcomeTexts::taskId);
        }
    }

    private Json payload(String snapshotId) {
        return work.tx()
                .snapshots()
                .find(snapshotId)
                .map(ContextSnapshot::payload)
                .orElseThrow(() -> new IllegalStateException("a snapshot left between two reads of one transaction"));
    }

    private Claim with(Claim claim) {
        SnapshotSize size = contextSize(claim);
        Optional<Json> context = size == null
                ? Optional.empty()
                : Optional.ofNullable(contexts.get(size.snapshotId())).filter(json -> take(Sizes.of(json)));
        Optional<Long> contextBytes =
                size == null || context.isPresent() ? Optional.empty() : Optional.of(size.payloadBytes());
        Optional<List<DependencyOutput>> outputs = request.includeDependencyOutputs()
                ? Optional.of(dependencies(claim).stream().map(this::output).toList())
                : Optional.empty();
        return new Claim(claim.run(), claim.task(), claim.attempt(), claim.lease(), context, contextBytes, outputs);
    }

    private DependencyOutput output(String taskId) {
        TaskOutcome outcome = outcome(taskId);
        @Nullable OutcomeTexts read = texts.get(taskId);
        boolean whole = read != null
                && take(read.output().map(Sizes::of).orElse(0L)
                        + read.error().map(Sizes::of).orElse(0L));
        Optional<OutcomeTexts> told = whole ? Optional.ofNullable(read) : Optional.empty();
        return new DependencyOutput(
                taskId,
                outcome.key(),
                outcome.kind(),
                outcome.status(),
                told.flatMap(OutcomeTexts::output),
                whole ? Optional.empty() : outcome.outputBytes(),
                told.flatMap(OutcomeTexts::error),
                whole ? Optional.empty() : outcome.errorBytes());
    }

    private boolean take(long bytes) {
        if (bytes > room) {
            return false;
        }
        room -= bytes;
        return true;
    }

    private @Nullable SnapshotSize contextSize(Claim claim) {
        return request.includeContext()
                ? contextId(claim).map(contextSizes::get).orElse(null)
                : null;
    }

    private List<String> dependencies(Claim claim) {
        return request.includeDependencyOutputs() ? claim.task().dependsOnTaskIds() : List.of();
    }

    private Stream<String> dependencies() {
        return claims.stream().flatMap(claim -> dependencies(claim).stream());
    }

    private TaskOutcome outcome(String taskId) {
        return Objects.requireNonNull(outcomes.get(taskId), "a task and those that it depends on leave together");
    }

    private static List<String> distinct(Stream<String> ids) {
        return ids.distinct().toList();
    }

    private static <T> Map<String, T> byId(List<T> items, Function<T, String> id) {
        return items.stream().collect(Collectors.toMap(id, Function.identity()));
    }
}
