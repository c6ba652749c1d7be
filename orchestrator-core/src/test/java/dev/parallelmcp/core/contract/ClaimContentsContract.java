package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.DependencyFailurePolicy;
import dev.parallelmcp.core.model.DependencyOutput;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.Limits;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.AppendContextSnapshotRequest;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.ClaimTasksRequest;
import dev.parallelmcp.core.model.request.CompleteTaskRequest;
import dev.parallelmcp.core.model.request.CompleteTasksRequest;
import dev.parallelmcp.core.model.request.Completion;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EnqueueTasksRequest;
import dev.parallelmcp.core.model.request.TaskDraft;
import dev.parallelmcp.core.model.result.ClaimsResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a claim brings on request: the context of its attempt, and what the tasks came to that its task depends on. */
public abstract class ClaimContentsContract extends NamedTaskContract {

    private static final Json CONTEXT = Json.of("{\"goal\":  1.50}");

    private static ClaimNextTaskRequest.Builder all(String kind) {
        return ClaimNextTaskRequest.builder("worker")
                .kinds(List.of(kind))
                .includeContext()
                .includeDependencyOutputs();
    }

    private Run openRun() {
        return createRun(CreateRunRequest.builder().keepOpen());
    }

    /** Half as many characters, so that who counts those is wrong. */
    private static Json ofBytes(int bytes) {
        return Json.of("\"" + "é".repeat(bytes / 2 - 1) + "\"");
    }

    private void finish(String id, Json output) {
        orchestrator.completeTask(
                CompleteTaskRequest.builder(take(id).lease()).output(output).build());
    }

    @Test
    void nothingIsBroughtUnasked() {
        Run run = createRun(CreateRunRequest.builder().keepOpen().context(CONTEXT));
        add(run, "a");
        finish("a");
        add(run, "b", "a");
        Claim claim = take("b");
        assertThat(claim.context()).isEmpty();
        assertThat(claim.contextBytes()).isEmpty();
        assertThat(claim.dependencyOutputs()).isEmpty();
    }

    @Test
    void contextIsThatOfTheSnapshotToWhichTheAttemptIsBound() {
        Run run = createRun(CreateRunRequest.builder().keepOpen().context(CONTEXT));
        String first = run.currentContextSnapshotId().orElseThrow();
        enqueue(spec(run, "pinned").contextSnapshotId(first));
        add(run, "free");
        orchestrator.appendContextSnapshot(
                AppendContextSnapshotRequest.builder(run.id(), Json.of("[2]")).build());

        assertThat(claim(all("pinned")).context()).contains(CONTEXT);
        Claim free = claim(all("free"));
        assertThat(free.context()).contains(Json.of("[2]"));
        assertThat(free.contextBytes()).isEmpty();
        assertThat(free.dependencyOutputs()).contains(List.of());
    }

    @Test
    void contextIsAbsentWhereTheRunHasNone() {
        add(openRun(), "a");
        Claim claim = claim(all("a"));
        assertThat(claim.context()).isEmpty();
        assertThat(claim.contextBytes()).isEmpty();
    }

    @Test
    void dependencyOutputsStandInTheOrderOfTheDependencies() {
        Run run = openRun();
        enqueue(spec(run, "a").key("first"));
        add(run, "b");
        add(run, "c");
        add(run, "d");
        finish("a", Json.of("{\"n\":1e400}"));
        orchestrator.completeTask(CompleteTaskRequest.builder(take("b").lease()).build());
        fail(take("c"), "broken\n\"pipe\"");
        enqueue(spec(run, "after", "c", "a", "d", "b").onDependencyFailure(DependencyFailurePolicy.CONTINUE));
        finish("d", Json.of("null"));

        Claim claim = claim(all("after"));

        assertThat(claim.task().dependsOnTaskIds()).containsExactly("c", "a", "d", "b");
        assertThat(claim.dependencyOutputs().orElseThrow())
                .containsExactly(
                        output("c", TaskStatus.FAILED, Optional.empty(), Optional.of("broken\n\"pipe\"")),
                        new DependencyOutput(
                                "a",
                                Optional.of("first"),
                                "a",
                                TaskStatus.COMPLETED,
                                Optional.of(Json.of("{\"n\":1e400}")),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        output("d", TaskStatus.COMPLETED, Optional.of(Json.of("null")), Optional.empty()),
                        output("b", TaskStatus.COMPLETED, Optional.empty(), Optional.empty()));
    }

    private static DependencyOutput output(
            String id, TaskStatus status, Optional<Json> output, Optional<String> error) {
        return new DependencyOutput(
                id, Optional.empty(), id, status, output, Optional.empty(), error, Optional.empty());
    }

    @Test
    void outputThatDoesNotFitIsToldByItsSizeAndSmallerOnesAfterItStillCome() {
        Run run = openRun();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add("large" + i);
            add(run, "large" + i);
            finish("large" + i, ofBytes(1_000_000));
        }
        add(run, "small");
        finish("small", Json.of("1"));
        ids.add("small");
        enqueue(spec(run, "after", ids.toArray(String[]::new)));

        List<DependencyOutput> outputs = claim(all("after")).dependencyOutputs().orElseThrow();

        // A reply carries each twice.
        assertThat(outputs.subList(0, 4)).allSatisfy(output -> {
            assertThat(output.output()).contains(ofBytes(1_000_000));
            assertThat(output.outputBytes()).isEmpty();
        });
        assertThat(outputs.get(4).taskId()).isEqualTo("large4");
        assertThat(outputs.get(4).status()).isEqualTo(TaskStatus.COMPLETED);
        assertThat(outputs.get(4).output()).isEmpty();
        assertThat(outputs.get(4).outputBytes()).contains(1_000_000L);
        assertThat(outputs.get(5).output()).contains(Json.of("1"));
    }

    /** They fit by their bytes, and not once their quotes are escaped. */
    @Test
    void whatGrowsTooLargeByEscapingIsToldByItsSizeToo() {
        Run run = openRun();
        Json quotes = Json.of("[" + "\"\",".repeat(330_000) + "\"\"]");
        List<String> ids = List.of("q0", "q1", "q2", "q3");
        for (String id : ids) {
            add(run, id);
            finish(id, quotes);
        }
        enqueue(spec(run, "after", ids.toArray(String[]::new)));

        List<DependencyOutput> outputs = claim(all("after")).dependencyOutputs().orElseThrow();

        assertThat(outputs).extracting(output -> output.output().isPresent()).containsExactly(true, true, true, false);
        assertThat(outputs.get(3).outputBytes()).contains((long) quotes.utf8Bytes());
    }

    @Test
    void errorsTakeUpRoomTooAndAreToldByTheirSizeBeyondIt() {
        Run run = openRun();
        String error = "x".repeat(Limits.MAX_ERROR_CHARACTERS);
        int tasks = 80;
        List<String> ids = IntStream.range(0, tasks).mapToObj(i -> "t" + i).toList();
        ids.forEach(id -> add(run, id));
        ids.forEach(id -> fail(take(id), error));
        enqueue(spec(run, "after", ids.toArray(String[]::new)).onDependencyFailure(DependencyFailurePolicy.CONTINUE));

        List<DependencyOutput> outputs = claim(all("after")).dependencyOutputs().orElseThrow();

        assertThat(outputs).hasSize(tasks);
        assertThat(outputs.get(0).error()).contains(error);
        assertThat(outputs.get(tasks - 1).error()).isEmpty();
        assertThat(outputs.get(tasks - 1).errorBytes()).contains((long) Limits.MAX_ERROR_CHARACTERS);
        assertThat(outputs)
                .allMatch(output ->
                        output.error().isPresent() != output.errorBytes().isPresent());
    }

    @Test
    void contextThatDoesNotFitIsToldByItsSize() {
        Run run = createRun(CreateRunRequest.builder().keepOpen().context(ofBytes(1_000_000)));
        for (int i = 0; i < 6; i++) {
            add(run, "t" + i);
        }
        List<Claim> claims = orchestrator
                .claimTasks(
                        ClaimTasksRequest.builder("worker", 6).includeContext().build())
                .claims();
        assertThat(claims)
                .extracting(claim -> claim.context().isPresent())
                .containsExactly(true, true, true, true, false, false);
        assertThat(claims.subList(4, 6))
                .allSatisfy(claim -> assertThat(claim.contextBytes()).contains(1_000_000L));
    }

    @Test
    void thousandDependenciesAreAllTold() {
        Run run = openRun();
        List<String> ids = finished(run, Limits.MAX_DEPENDENCIES_PER_TASK);
        enqueue(spec(run, "after", ids.toArray(String[]::new)));

        List<DependencyOutput> outputs = claim(all("after")).dependencyOutputs().orElseThrow();

        assertThat(outputs).extracting(DependencyOutput::taskId).containsExactlyElementsOf(ids);
        assertThat(outputs)
                .allSatisfy(output -> assertThat(output.output()).contains(Json.of("\"" + output.taskId() + "\"")));
    }

    @Test
    void everyClaimOfSeveralHasItsOwn() {
        Run one = createRun(CreateRunRequest.builder().keepOpen().context(Json.of("1")));
        Run two = createRun(CreateRunRequest.builder().keepOpen().context(Json.of("2")));
        add(one, "a");
        finish("a", Json.of("\"a\""));
        add(one, "b", "a");
        add(one, "c", "a");
        add(two, "d");

        List<Claim> claims = orchestrator
                .claimTasks(ClaimTasksRequest.builder("worker", 3)
                        .includeContext()
                        .includeDependencyOutputs()
                        .build())
                .claims();

        assertThat(claims)
                .extracting(claim -> claim.context().orElseThrow().text())
                .containsExactly("1", "1", "2");
        assertThat(claims.get(0).dependencyOutputs()).isEqualTo(claims.get(1).dependencyOutputs());
        assertThat(claims.get(0).dependencyOutputs().orElseThrow())
                .containsExactly(output("a", TaskStatus.COMPLETED, Optional.of(Json.of("\"a\"")), Optional.empty()));
        assertThat(claims.get(2).dependencyOutputs()).contains(List.of());
    }

    /** Room for what must be told of each dependency is kept before a task is claimed. */
    @Test
    void claimsWithVeryManyDependenciesAreHandedOutInSeveralCalls() {
        fanIn(400, 5);
        ClaimTasksRequest request = ClaimTasksRequest.builder("worker", 5)
                .includeDependencyOutputs()
                .build();
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            sizes.add(orchestrator.claimTasks(request).claims().size());
        }
        assertThat(sizes).containsExactly(2, 2, 1);
    }

    @Test
    void repetitionThatAsksForMoreThanFitsTellsFewerClaims() {
        fanIn(400, 5);
        ClaimTasksRequest.Builder request =
                ClaimTasksRequest.builder("worker", 5).clientToken("once");
        List<Claim> claims = orchestrator.claimTasks(request.build()).claims();
        assertThat(claims).hasSize(5);

        ClaimsResult again =
                orchestrator.claimTasks(request.includeDependencyOutputs().build());

        assertThat(again.truncated()).isTrue();
        assertThat(again.claims())
                .extracting(Claim::lease)
                .containsExactly(claims.get(0).lease(), claims.get(1).lease());
    }

    private void fanIn(int parts, int tasks) {
        Run run = openRun();
        String[] ids = finished(run, parts).toArray(String[]::new);
        orchestrator.transaction(on -> IntStream.range(0, tasks)
                .mapToObj(i -> on.enqueueTask(spec(run, "after" + i, ids).build()))
                .toList());
    }

    /** The ids of so many hundreds of tasks that are completed, each with its id as its output. */
    private List<String> finished(Run run, int tasks) {
        List<String> ids = IntStream.range(0, tasks).mapToObj(i -> "p" + i).toList();
        orchestrator.enqueueTasks(EnqueueTasksRequest.builder(
                        run.id(),
                        ids.stream()
                                .map(id -> TaskDraft.builder("part").id(id).build())
                                .toList())
                .build());
        for (int i = 0; i < tasks / 100; i++) {
            List<Claim> claims = orchestrator
                    .claimTasks(ClaimTasksRequest.builder("worker", 100).build())
                    .claims();
            orchestrator.completeTasks(CompleteTasksRequest.builder(
                            "worker",
                            claims.stream()
                                    .map(claim -> Completion.builder(claim.lease())
                                            .output(Json.of("\"" + claim.task().id() + "\""))
                                            .build())
                                    .toList())
                    .build());
        }
        return ids;
    }

    @Test
    void whatTheClaimsTakeUpThemselvesIsNotLeftForContexts() {
        Run run = createRun(CreateRunRequest.builder().context(ofBytes(1_000_000)));
        for (int i = 0; i < 3; i++) {
            enqueue(spec(run, "t" + i).input(ofBytes(1_000_000)));
        }

        List<Claim> claims = orchestrator
                .claimTasks(
                        ClaimTasksRequest.builder("worker", 3).includeContext().build())
                .claims();

        // Each text stands in a reply twice: six megabytes of inputs, and room for one context.
        assertThat(claims).extracting(claim -> claim.context().isPresent()).containsExactly(true, false, false);
    }

    @Test
    void namesOfDependenciesAreNotLeftForTheContext() {
        Run run = createRun(CreateRunRequest.builder().keepOpen().context(ofBytes(1_000_000)));
        String[] ids = finished(run, Limits.MAX_DEPENDENCIES_PER_TASK).toArray(String[]::new);
        // Three megabytes each: every quote is escaped, and in the text once more.
        Json quotes = Json.of("{\"x\":\"" + "\\\"".repeat(500_000) + "\"}");
        enqueue(spec(run, "after", ids).input(quotes).metadata(quotes));
        ClaimNextTaskRequest.Builder request =
                ClaimNextTaskRequest.builder("worker").clientToken("once").includeContext();

        assertThat(claim(request).context()).isPresent();
        assertThat(claim(request.includeDependencyOutputs()).contextBytes()).contains(1_000_000L);
    }

    @Test
    void repeatedClaimBringsThemTooAndMayAskForThemForTheFirstTime() {
        Run run = createRun(CreateRunRequest.builder().keepOpen().context(CONTEXT));
        add(run, "a");
        finish("a", Json.of("1"));
        add(run, "b", "a");
        ClaimNextTaskRequest.Builder plain =
                ClaimNextTaskRequest.builder("worker").kinds(List.of("b")).clientToken("once");
        Claim first = claim(plain);
        assertThat(first.context()).isEmpty();

        changesNothing(() -> {
            Claim again = claim(plain.includeContext().includeDependencyOutputs());
            assertThat(again.lease()).isEqualTo(first.lease());
            assertThat(again.context()).contains(CONTEXT);
            assertThat(again.dependencyOutputs().orElseThrow())
                    .extracting(DependencyOutput::output)
                    .containsExactly(Optional.of(Json.of("1")));
        });
    }

    @Test
    void whoSeesOneNamespaceIsBroughtTheSame() {
        Run run =
                createRun(CreateRunRequest.builder().keepOpen().namespace("own").context(CONTEXT));
        add(run, "a");
        finish("a", Json.of("1"));
        add(run, "b", "a");
        try (Orchestrator pinned =
                Orchestrator.builder(open(clock)).namespace("own").build()) {
            Claim claim = pinned.claimNextTask(all("b").build()).claim().orElseThrow();
            assertThat(claim.context()).contains(CONTEXT);
            assertThat(claim.dependencyOutputs().orElseThrow())
                    .containsExactly(output("a", TaskStatus.COMPLETED, Optional.of(Json.of("1")), Optional.empty()));
        }
    }
}
