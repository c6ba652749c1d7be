package dev.parallelmcp.core.contract;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parallelmcp.core.engine.Operations;
import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.request.AppendContextSnapshotRequest;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.ClaimTasksRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.EnqueueTasksRequest;
import dev.parallelmcp.core.model.request.ExpireLeasesRequest;
import dev.parallelmcp.core.model.request.GetRunRequest;
import dev.parallelmcp.core.model.request.GetStatsRequest;
import dev.parallelmcp.core.model.request.ListDeadTasksRequest;
import dev.parallelmcp.core.model.request.ListEventsSinceRequest;
import dev.parallelmcp.core.model.request.ListPendingTasksRequest;
import dev.parallelmcp.core.model.request.ListRunsRequest;
import dev.parallelmcp.core.model.request.PruneRunsRequest;
import dev.parallelmcp.core.model.request.RunMaintenanceRequest;
import dev.parallelmcp.core.model.request.TaskDraft;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** To who sees one namespace, the records of others do not exist, whatever the operation and the way of asking. */
public abstract class NamespaceContract extends NamedTaskContract {

    /** Names of the caller's own choice, which refer to no record. */
    private static final Set<String> NO_REFERENCES = Set.of("id", "workerId", "externalId", "afterId");

    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59.999Z");

    /** Every operation that may be asked without naming a record, asked so. */
    private static final Map<String, Function<Operations, Object>> OPEN_CALLS = Map.ofEntries(
            entry("createRun", on -> on.createRun(CreateRunRequest.builder().build())),
            entry("listRuns", on -> on.listRuns(ListRunsRequest.builder().build())),
            entry(
                    "pruneRuns",
                    on -> on.pruneRuns(PruneRunsRequest.builder(END_OF_TIME).build())),
            entry(
                    "claimNextTask",
                    on -> on.claimNextTask(ClaimNextTaskRequest.builder("w").build())),
            entry(
                    "claimTasks",
                    on -> on.claimTasks(ClaimTasksRequest.builder("w", 100)
                            .includeContext()
                            .includeDependencyOutputs()
                            .build())),
            entry(
                    "listPendingTasks",
                    on -> on.listPendingTasks(ListPendingTasksRequest.builder().build())),
            entry(
                    "listDeadTasks",
                    on -> on.listDeadTasks(ListDeadTasksRequest.builder().build())),
            entry("expireLeases", on -> on.expireLeases(new ExpireLeasesRequest())),
            entry("getStats", on -> on.getStats(GetStatsRequest.builder().build())),
            entry("runMaintenance", on -> on.runMaintenance(new RunMaintenanceRequest())),
            entry(
                    "listEventsSince",
                    on -> on.listEventsSince(ListEventsSinceRequest.builder().build())));

    private Orchestrator pinned;
    private World own;
    private World foreign;

    @BeforeEach
    final void makeWorlds() {
        pinned = Orchestrator.builder(open(clock)).namespace("own").build();
        // Two worlds are thirty changes, and every test needs them: one commit instead of thirty.
        orchestrator.transaction(on -> {
            foreign = World.in("foreign", on);
            own = World.in("own", on);
            return true;
        });
    }

    @AfterEach
    final void closePinned() {
        pinned.close();
    }

    private List<Sight> foreignRecords() {
        return Stream.of(foreign.runId(), foreign.endedRunId())
                .map(id -> look(orchestrator.getRun(new GetRunRequest(id)).run()))
                .toList();
    }

    /** All ways of asking in one test, since a refusal changes nothing that the next would meet. */
    @ParameterizedTest
    @FieldSource("dev.parallelmcp.core.contract.ForeignCall#ALL")
    void whatIsForeignIsRefusedInTheWordsForWhatDoesNotExist(ForeignCall call) {
        List<Sight> before = foreignRecords();
        for (Face face : Face.values()) {
            Operations on = face.of(pinned);

            OrchestratorException refusal =
                    refused(call.code(), () -> call.ask().ask(on, own, foreign));
            OrchestratorException unknown =
                    refused(call.code(), () -> call.ask().ask(on, own, World.UNKNOWN));

            assertThat(foreign.translate(refusal.message(), World.UNKNOWN))
                    .as(face.name())
                    .isEqualTo(unknown.message());
            assertThat(foreign.translate(refusal.ids().toString(), World.UNKNOWN))
                    .isEqualTo(unknown.ids().toString());
            assertThat(refusal.nextTool()).isEqualTo(unknown.nextTool());
            assertThat(refusal.retryable()).isEqualTo(unknown.retryable());
            assertThat(refusal.retryAfterMs()).isEqualTo(unknown.retryAfterMs());
        }
        assertThat(foreignRecords()).isEqualTo(before);
    }

    /** So that the test above says something: with its own world in place of the foreign one, each call is answered. */
    @ParameterizedTest
    @FieldSource("dev.parallelmcp.core.contract.ForeignCall#ALL")
    void whatIsItsOwnIsFound(ForeignCall call) {
        call.ask().ask(pinned, own, own);
    }

    private static Stream<Arguments> openCalls() {
        return OPEN_CALLS.keySet().stream()
                .sorted()
                .flatMap(operation -> Arrays.stream(Face.values()).map(face -> Arguments.of(face, operation)));
    }

    @ParameterizedTest
    @MethodSource("openCalls")
    void whatIsAskedWithoutAnIdTellsNothingForeignAndChangesNothingForeign(Face face, String operation) {
        List<Sight> before = foreignRecords();

        Object answer = OPEN_CALLS.get(operation).apply(face.of(pinned));

        assertThat(foreign.names()).noneMatch(answer.toString()::contains);
        assertThat(foreignRecords()).isEqualTo(before);
    }

    /** The other way round, so that the test above says something. */
    @ParameterizedTest
    @EnumSource
    void whatIsAskedWithoutAnIdTellsOfItsOwn(Face face) {
        for (String operation : List.of("listRuns", "listPendingTasks", "listDeadTasks", "listEventsSince")) {
            assertThat(own.names())
                    .as(operation)
                    .anyMatch(OPEN_CALLS.get(operation).apply(face.of(pinned)).toString()::contains);
        }
        assertThat(OPEN_CALLS.get("claimNextTask").apply(face.of(pinned)).toString())
                .contains(own.queuedId());
        orchestrator.enqueueTask(EnqueueTaskRequest.builder(own.runId(), "queued")
                .id("queued_too")
                .build());
        assertThat(OPEN_CALLS.get("claimTasks").apply(face.of(pinned)).toString())
                .contains("queued_too");
        assertThat(OPEN_CALLS.get("pruneRuns").apply(face.of(pinned)).toString())
                .contains(own.endedRunId());
        clock.advanceMillis(60_000);
        assertThat(OPEN_CALLS.get("expireLeases").apply(face.of(pinned)).toString())
                .contains(own.heldId());
    }

    @Test
    void everyFieldThatNamesARecordOrANamespaceHasItsForeignCall() {
        Set<String> fields = new TreeSet<>();
        for (Method operation : Operations.class.getDeclaredMethods()) {
            for (RecordComponent component : requestOf(operation).getRecordComponents()) {
                if (refersToSomething(component)) {
                    fields.add(operation.getName() + "." + component.getName());
                }
                itemsOf(component)
                        .filter(NamespaceContract::refersToSomething)
                        .forEach(item ->
                                fields.add(operation.getName() + "." + component.getName() + "." + item.getName()));
            }
        }
        assertThat(ForeignCall.ALL.stream().map(ForeignCall::toString)).containsExactlyInAnyOrderElementsOf(fields);
    }

    @Test
    void everyOperationThatNeedsNoIdHasItsOpenCall() {
        Set<String> open = Arrays.stream(Operations.class.getDeclaredMethods())
                .filter(operation -> Arrays.stream(requestOf(operation).getRecordComponents())
                        .flatMap(field -> Stream.concat(Stream.of(field), itemsOf(field)))
                        .noneMatch(field -> refersToSomething(field) && field.getType() == String.class))
                .map(Method::getName)
                .collect(Collectors.toSet());
        assertThat(OPEN_CALLS.keySet()).isEqualTo(open);
    }

    @Test
    void everyFieldForANewIdIsTestedHere() {
        assertThat(Arrays.stream(Operations.class.getDeclaredMethods())
                        .filter(operation -> Arrays.stream(requestOf(operation).getRecordComponents())
                                .flatMap(field -> Stream.concat(Stream.of(field), itemsOf(field)))
                                .anyMatch(field -> field.getName().equals("id")))
                        .map(Method::getName))
                .containsExactlyInAnyOrder("createRun", "enqueueTask", "enqueueTasks", "appendContextSnapshot");
    }

    private static Class<?> requestOf(Method operation) {
        assertThat(operation.getParameterTypes())
                .as("parameters of %s", operation)
                .hasSize(1);
        return operation.getParameterTypes()[0];
    }

    /** The fields of the records in a list of records. */
    private static Stream<RecordComponent> itemsOf(RecordComponent list) {
        return list.getGenericType() instanceof ParameterizedType type
                        && type.getActualTypeArguments()[0] instanceof Class<?> item
                        && item.isRecord()
                        && type.getRawType() == List.class
                ? Arrays.stream(item.getRecordComponents())
                : Stream.empty();
    }

    private static boolean refersToSomething(RecordComponent field) {
        String name = field.getName();
        return name.equals("namespace")
                || name.equals("dependsOn")
                || ((name.equals("id") || name.endsWith("Id") || name.endsWith("Ids"))
                        && !NO_REFERENCES.contains(name));
    }

    @ParameterizedTest
    @EnumSource
    void idThatIsTakenElsewhereIsRefusedAndNothingElseIsToldOfItsRecord(Face face) {
        Operations on = face.of(pinned);
        taken(
                "the run",
                foreign.runId(),
                () -> on.createRun(
                        CreateRunRequest.builder().id(foreign.runId()).build()));
        taken(
                "the task",
                foreign.heldId(),
                () -> on.enqueueTask(EnqueueTaskRequest.builder(own.runId(), "any")
                        .id(foreign.heldId())
                        .build()));
        taken(
                "tasks[0]: the task",
                foreign.heldId(),
                () -> on.enqueueTasks(EnqueueTasksRequest.builder(
                                own.runId(),
                                List.of(TaskDraft.builder("any")
                                        .id(foreign.heldId())
                                        .build()))
                        .build()));
        taken(
                "the context snapshot",
                foreign.snapshotId(),
                () -> on.appendContextSnapshot(AppendContextSnapshotRequest.builder(own.runId(), Json.of("2"))
                        .id(foreign.snapshotId())
                        .build()));
    }

    private void taken(String noun, String id, Runnable call) {
        OrchestratorException refusal = refused(ErrorCode.DUPLICATE_ID, call::run);
        assertThat(refusal.message())
                .isEqualTo(noun + " id " + id + " is taken outside this namespace, and ids are unique in the"
                        + " whole database; give another id or none");
        assertThat(refusal.ids().values()).containsExactly(id);
    }

    @ParameterizedTest
    @EnumSource
    void idOfItsOwnRecordIsRefusedAsEver(Face face) {
        assertThat(refused(
                                ErrorCode.DUPLICATE_ID,
                                () -> face.of(pinned)
                                        .createRun(CreateRunRequest.builder()
                                                .id(own.runId())
                                                .build()))
                        .message())
                .isEqualTo("a run with id " + own.runId() + " exists already; give another id or none");
    }

    @ParameterizedTest
    @EnumSource
    void newRunIsOfTheNamespaceWhetherItIsNamedOrNot(Face face) {
        Run silent =
                face.of(pinned).createRun(CreateRunRequest.builder().build()).run();
        Run named = face.of(pinned)
                .createRun(CreateRunRequest.builder().namespace("own").build())
                .run();
        assertThat(List.of(silent.namespace(), named.namespace())).containsOnly("own");
    }

    @Test
    void namespaceThatIsRefusedIsToldFromTheOneThatIsAllowed() {
        OrchestratorException refusal = catchThrowableOfType(
                OrchestratorException.class,
                () -> pinned.listRuns(
                        ListRunsRequest.builder().namespace("foreign").build()));
        assertThat(refusal.message())
                .isEqualTo("namespace: given 'foreign', allowed is 'own' alone; it may be left out");
    }
}
