package dev.parallelmcp.core.model.request;

import static dev.parallelmcp.core.model.request.Requests.append;
import static dev.parallelmcp.core.model.request.Requests.complete;
import static dev.parallelmcp.core.model.request.Requests.enqueue;
import static dev.parallelmcp.core.model.request.Requests.pause;
import static dev.parallelmcp.core.model.request.Requests.release;
import static dev.parallelmcp.core.model.request.Requests.requeue;
import static dev.parallelmcp.core.model.request.Requests.requireRefusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.model.ContextScope;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.RunStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Numbers, instants, lists and what goes together: the refusal names field, what was given, and what is allowed. */
class RequestBoundsTest {

    private static final Instant NOON = Instant.parse("2026-03-29T12:00:00Z");

    private static Arguments range(String name, long lowest, long highest, LongConsumer use) {
        return Arguments.of(name, lowest, highest, use);
    }

    /** Fields that hold a number, with their bounds. */
    static Stream<Arguments> numbers() {
        long tenYears = 315_360_000_000L;
        return Stream.of(
                range(
                        "leaseMs",
                        1,
                        86_400_000,
                        n -> ClaimNextTaskRequest.builder("worker").leaseMs(n).build()),
                range(
                        "leaseMs",
                        1,
                        86_400_000,
                        n -> ClaimTasksRequest.builder("worker", 1).leaseMs(n).build()),
                range(
                        "max",
                        1,
                        100,
                        n -> ClaimTasksRequest.builder("worker", (int) n).build()),
                range(
                        "completions",
                        1,
                        100,
                        n -> CompleteTasksRequest.builder(
                                        "worker",
                                        Collections.nCopies(
                                                (int) n,
                                                Completion.builder("t", "l").build()))
                                .build()),
                range(
                        "leaseMs",
                        1,
                        86_400_000,
                        n -> HeartbeatLeaseRequest.builder("t", "l", "w")
                                .leaseMs(n)
                                .build()),
                range(
                        "priority",
                        -1_000_000,
                        1_000_000,
                        n -> enqueue().priority((int) n).build()),
                range(
                        "maxAttempts",
                        1,
                        1_000_000,
                        n -> enqueue().maxAttempts((int) n).build()),
                range("timeoutMs", 1, tenYears, n -> enqueue().timeoutMs(n).build()),
                range("delayMs", 0, tenYears, n -> enqueue().delayMs(n).build()),
                range("delayMs", 0, tenYears, n -> release().delayMs(n).build()),
                range("delayMs", 0, tenYears, n -> requeue().delayMs(n).build()),
                range(
                        "resumeAfterMs",
                        0,
                        tenYears,
                        n -> pause().resumeAfterMs(n).build()),
                range(
                        "deadlineAfterMs",
                        0,
                        tenYears,
                        n -> pause().deadlineAfterMs(n).build()),
                range(
                        "limit",
                        1,
                        1_000,
                        n -> PruneRunsRequest.builder(NOON).limit((int) n).build()),
                range(
                        "limit",
                        1,
                        1_000,
                        n -> ListRunsRequest.builder().limit((int) n).build()),
                range(
                        "limit",
                        1,
                        1_000,
                        n -> ListRunTasksRequest.builder("run").limit((int) n).build()),
                range(
                        "limit",
                        1,
                        1_000,
                        n -> ListPendingTasksRequest.builder().limit((int) n).build()),
                range(
                        "limit",
                        1,
                        1_000,
                        n -> ListDeadTasksRequest.builder().limit((int) n).build()),
                range(
                        "limit",
                        1,
                        1_000,
                        n -> ListRunEventsRequest.builder("run").limit((int) n).build()),
                range(
                        "limit",
                        1,
                        1_000,
                        n -> ListEventsSinceRequest.builder().limit((int) n).build()),
                range(
                        "limit",
                        1,
                        1_000,
                        n -> ListTaskOutputRequest.builder("task")
                                .limit((int) n)
                                .build()),
                range(
                        "offset",
                        0,
                        10_000,
                        n -> ListRunsRequest.builder().offset((int) n).build()),
                range(
                        "offset",
                        0,
                        10_000,
                        n -> ListRunTasksRequest.builder("run").offset((int) n).build()),
                range(
                        "offset",
                        0,
                        10_000,
                        n -> ListDeadTasksRequest.builder().offset((int) n).build()));
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void numberLiesWithinItsBounds(String field, long lowest, long highest, LongConsumer use) {
        use.accept(lowest);
        use.accept(highest);

        String allowed = ", allowed " + lowest + " to " + highest;
        requireRefusal(() -> use.accept(lowest - 1), field + ": given " + (lowest - 1) + allowed);
        requireRefusal(() -> use.accept(highest + 1), field + ": given " + (highest + 1) + allowed);
    }

    @Test
    void cursorIsNotNegative() {
        requireRefusal(
                () -> ListEventsSinceRequest.builder().afterId(-1).build(),
                "afterId: given -1, allowed 0 to 9223372036854775807");
        requireRefusal(
                () -> ListRunEventsRequest.builder("run").afterId(-1).build(),
                "afterId: given -1, allowed 0 to 9223372036854775807");
        requireRefusal(
                () -> ListTaskOutputRequest.builder("task").afterSeq(-1).build(),
                "afterSeq: given -1, allowed 0 to 9223372036854775807");
        assertThat(ListRunEventsRequest.builder("run")
                        .afterId(Long.MAX_VALUE)
                        .build()
                        .afterId())
                .contains(Long.MAX_VALUE);
    }

    /** Fields that hold an instant. */
    static Stream<Arguments> instants() {
        return Stream.of(
                instant("notBefore", at -> enqueue().notBefore(at).build()),
                instant("notBefore", at -> requeue().notBefore(at).build()),
                instant("resumeAt", at -> pause().resumeAt(at).build()),
                instant("deadlineAt", at -> pause().deadlineAt(at).build()),
                instant(
                        "readyBy",
                        at -> ListPendingTasksRequest.builder().readyBy(at).build()),
                instant(
                        "updatedAfter",
                        at -> ListRunsRequest.builder().updatedAfter(at).build()),
                instant(
                        "updatedBefore",
                        at -> ListRunsRequest.builder().updatedBefore(at).build()),
                instant("olderThan", at -> PruneRunsRequest.builder(at).build()));
    }

    private static Arguments instant(String name, Consumer<Instant> use) {
        return Arguments.of(name, use);
    }

    @ParameterizedTest
    @MethodSource("instants")
    void instantLiesBetween1970And9999(String field, Consumer<Instant> use) {
        Instant last = Instant.parse("9999-12-31T23:59:59.999Z");
        use.accept(Instant.EPOCH);
        use.accept(last);

        String allowed = ", allowed 1970-01-01T00:00:00Z to 9999-12-31T23:59:59.999Z";
        requireRefusal(
                () -> use.accept(Instant.EPOCH.minusMillis(1)), field + ": given 1969-12-31T23:59:59.999Z" + allowed);
        requireRefusal(() -> use.accept(last.plusMillis(1)), field + ": given +10000-01-01T00:00:00Z" + allowed);
    }

    /** Fields that hold metadata. */
    static Stream<Arguments> metadata() {
        return Stream.of(
                Arguments.of((Function<Json, Object>)
                        json -> CreateRunRequest.builder().metadata(json).build()),
                Arguments.of((Function<Json, Object>)
                        json -> enqueue().metadata(json).build()),
                Arguments.of((Function<Json, Object>)
                        json -> complete().metadata(json).build()),
                Arguments.of((Function<Json, Object>) json -> FailTaskRequest.builder("t", "l", "w", "error")
                        .metadata(json)
                        .build()));
    }

    @ParameterizedTest
    @MethodSource("metadata")
    void metadataIsAnObject(Function<Json, Object> use) {
        assertThat(use.apply(Json.of(" \n{\"a\":1}"))).isNotNull();

        requireRefusal(() -> use.apply(Json.of("[1]")), "metadata: given '[1]', must be an object");
        requireRefusal(() -> use.apply(Json.of("null")), "metadata: given 'null', must be an object");
    }

    @Test
    void oneInstantIsNotSaidInTwoWays() {
        requireRefusal(
                () -> enqueue().notBefore(NOON).delayMs(1).build(),
                "delayMs: given together with notBefore; give one of them");
        requireRefusal(
                () -> requeue().notBefore(NOON).delayMs(0).build(),
                "delayMs: given together with notBefore; give one of them");
        requireRefusal(
                () -> pause().resumeAt(NOON).resumeAfterMs(1).build(),
                "resumeAfterMs: given together with resumeAt; give one of them");
        requireRefusal(
                () -> pause().deadlineAt(NOON).deadlineAfterMs(1).build(),
                "deadlineAfterMs: given together with deadlineAt; give one of them");
    }

    @Test
    void partsThatNeedEachOther() {
        requireRefusal(
                () -> complete().nextContextLabel("label").build(), "nextContextLabel: given without nextContext");
        requireRefusal(() -> append().scope(ContextScope.TASK).build(), "scope: given 'task' without taskId");
        assertThat(append().scope(ContextScope.RUN).taskId("task").build().scope())
                .contains(ContextScope.RUN);
    }

    @Test
    void prunedStatusesAreThoseOfEndedRuns() {
        requireRefusal(
                () -> PruneRunsRequest.builder(NOON)
                        .statuses(List.of(RunStatus.COMPLETED, RunStatus.WAITING))
                        .build(),
                "statuses: given 'waiting', only ended runs can be pruned");
    }

    @Test
    void hundredKindsAtMost() {
        List<String> kinds =
                new ArrayList<>(IntStream.range(0, 100).mapToObj(i -> "k" + i).toList());
        kinds.add("k0");
        assertThat(ClaimNextTaskRequest.builder("worker").kinds(kinds).build().kinds())
                .hasSize(100);
        kinds.add("k100");

        for (Consumer<List<String>> use : List.<Consumer<List<String>>>of(
                list -> ClaimNextTaskRequest.builder("worker").kinds(list).build(),
                list -> ListRunTasksRequest.builder("run").kinds(list).build(),
                list -> ListPendingTasksRequest.builder().kinds(list).build(),
                list -> ListDeadTasksRequest.builder().kinds(list).build())) {
            requireRefusal(() -> use.accept(kinds), "kinds: given 101, allowed 0 to 100");
        }
    }

    @Test
    void thousandDependenciesAtMost() {
        List<String> ids = IntStream.range(0, 1_001).mapToObj(i -> "t" + i).toList();

        assertThat(enqueue().dependsOnTaskIds(ids.subList(0, 1_000)).build().dependsOnTaskIds())
                .hasSize(1_000);
        requireRefusal(
                () -> enqueue().dependsOnTaskIds(ids).build(), "dependsOnTaskIds: given 1001, allowed 0 to 1000");
    }

    @Test
    void listsAreCopiedWithoutRepetitionsInTheirOrder() {
        List<String> kinds = new ArrayList<>(List.of("b", "a", "b"));
        ClaimNextTaskRequest request =
                ClaimNextTaskRequest.builder("worker").kinds(kinds).build();
        kinds.clear();

        assertThat(request.kinds()).containsExactly("b", "a");
    }
}
