package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.parallelmcp.core.engine.Operations;
import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.Event;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.CompleteTaskRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.ExpireLeasesRequest;
import dev.parallelmcp.core.model.request.GetRunRequest;
import dev.parallelmcp.core.model.request.GetTaskRequest;
import dev.parallelmcp.core.model.request.ListEventsSinceRequest;
import dev.parallelmcp.core.model.result.TaskResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Several operations as one. */
public abstract class TransactionContract extends NamedTaskContract {

    @Test
    void operationsOfATransactionTakeEffectTogether() {
        Run run = orchestrator.transaction(operations -> {
            Run created =
                    operations.createRun(CreateRunRequest.builder().build()).run();
            operations.enqueueTask(spec(created, "a").build());
            operations.enqueueTask(spec(created, "b", "a").build());
            return created;
        });

        assertThat(run(run.id()).status()).isEqualTo(RunStatus.ACTIVE);
        assertThat(told(0))
                .containsExactly("run.created", "task.enqueued a", "run.status.changed active", "task.enqueued b");
        finish("a");
        finish("b");
    }

    @Test
    void operationsSeeWhatThoseBeforeThemDid() {
        TaskStatus status = orchestrator.transaction(operations -> {
            Run run = operations.createRun(CreateRunRequest.builder().build()).run();
            operations.enqueueTask(spec(run, "a").build());
            Claim claim = operations
                    .claimNextTask(ClaimNextTaskRequest.builder("worker").build())
                    .claim()
                    .orElseThrow();
            operations.completeTask(CompleteTaskRequest.builder(claim.lease()).build());
            assertThat(operations.getRun(new GetRunRequest(run.id())).run().status())
                    .isEqualTo(RunStatus.COMPLETED);
            assertThat(operations
                            .listEventsSince(ListEventsSinceRequest.builder().build())
                            .events())
                    .hasSize(6);
            return operations
                    .getTask(GetTaskRequest.builder("a").build())
                    .task()
                    .status();
        });

        assertThat(status).isEqualTo(TaskStatus.COMPLETED);
        assertThat(told(0)).hasSize(6);
    }

    @Test
    void exceptionOfTheCallerUndoesEverythingAndComesThrough() {
        Run run = createRun();
        IllegalArgumentException mine = new IllegalArgumentException("mine");

        changesNothing(() -> {
            Throwable thrown = catchThrowable(() -> orchestrator.transaction(operations -> {
                operations.enqueueTask(spec(run, "a").build());
                operations.createRun(CreateRunRequest.builder().build());
                throw mine;
            }));
            assertThat(thrown).isSameAs(mine);
        });
        add(run, "a");
    }

    @Test
    void errorOfTheCallerUndoesEverythingAndComesThrough() {
        AssertionError mine = new AssertionError("mine");

        changesNothing(() -> {
            Throwable thrown = catchThrowable(() -> orchestrator.transaction(operations -> {
                operations.createRun(CreateRunRequest.builder().build());
                throw mine;
            }));
            assertThat(thrown).isSameAs(mine);
        });
        createRun();
    }

    @Test
    void refusedOperationUndoesThoseBeforeIt() {
        Run run = createRun();

        OrchestratorException refusal = refused(
                ErrorCode.UNKNOWN_DEPENDENCY,
                () -> orchestrator.transaction(operations -> {
                    operations.enqueueTask(spec(run, "a").build());
                    return operations.enqueueTask(spec(run, "b", "nobody").build());
                }));

        assertThat(refusal.message()).contains("nobody");
        assertThat(tasksOf(run)).isEmpty();
    }

    @Test
    void refusedOperationDoomsTheTransactionEvenWhenCaught() {
        Run run = createRun();
        List<OrchestratorException> caught = new ArrayList<>();

        OrchestratorException refusal = refused(
                ErrorCode.RECORD_NOT_FOUND,
                () -> orchestrator.transaction(operations -> {
                    operations.enqueueTask(spec(run, "a").build());
                    try {
                        operations.getTask(GetTaskRequest.builder("nobody").build());
                    } catch (OrchestratorException e) {
                        caught.add(e);
                    }
                    return run;
                }));

        assertThat(caught).singleElement().isSameAs(refusal);
    }

    @Test
    void nothingMoreCanBeDoneAfterARefusal() {
        Run run = createRun();

        refused(
                ErrorCode.RECORD_NOT_FOUND,
                () -> orchestrator.transaction(operations -> {
                    Throwable first = catchThrowable(() -> operations.getRun(new GetRunRequest("nobody")));
                    assertThat(first).isInstanceOf(OrchestratorException.class);
                    Throwable second = catchThrowable(
                            () -> operations.enqueueTask(spec(run, "a").build()));
                    Throwable third = catchThrowable(() -> operations.getRun(new GetRunRequest(run.id())));
                    assertThat(second).isInstanceOf(IllegalStateException.class).hasMessageContaining("refused");
                    assertThat(third).isInstanceOf(IllegalStateException.class);
                    return run;
                }));
    }

    @Test
    void operationsCannotBeUsedAfterTheEnd() {
        AtomicReference<Operations> kept = new AtomicReference<>();
        Run run = createRun();
        orchestrator.transaction(operations -> {
            kept.set(operations);
            return run;
        });

        changesNothing(() -> {
            assertThatThrownBy(() -> kept.get().enqueueTask(spec(run, "a").build()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("ended");
            assertThatThrownBy(() -> kept.get().getRun(new GetRunRequest(run.id())))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> kept.get().expireLeases(new ExpireLeasesRequest()))
                    .isInstanceOf(IllegalStateException.class);
        });
    }

    @Test
    void operationsCannotBeUsedAfterTheCallerGaveUp() {
        AtomicReference<Operations> kept = new AtomicReference<>();
        Run run = createRun();
        assertThatThrownBy(() -> orchestrator.transaction(operations -> {
                    kept.set(operations);
                    throw new IllegalArgumentException("mine");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        changesNothing(() -> assertThatThrownBy(
                        () -> kept.get().enqueueTask(spec(run, "a").build()))
                .isInstanceOf(IllegalStateException.class));
    }

    @Test
    void orchestratorItselfIsRefusedInside() {
        Run run = createRun();

        changesNothing(() -> assertThatThrownBy(() -> orchestrator.transaction(operations -> {
                    operations.enqueueTask(spec(run, "a").build());
                    return orchestrator.enqueueTask(spec(run, "b").build());
                }))
                .isInstanceOf(IllegalStateException.class));
        changesNothing(() -> assertThatThrownBy(() -> orchestrator.transaction(operations -> {
                    operations.enqueueTask(spec(run, "a").build());
                    return orchestrator.getRun(new GetRunRequest(run.id()));
                }))
                .isInstanceOf(IllegalStateException.class));
        changesNothing(() -> assertThatThrownBy(() -> orchestrator.transaction(operations -> {
                    operations.enqueueTask(spec(run, "a").build());
                    return orchestrator.<Task>transaction(
                            nested -> nested.enqueueTask(spec(run, "b").build()).task());
                }))
                .isInstanceOf(IllegalStateException.class));
        add(run, "a");
    }

    @Test
    void workRunsOnTheThreadOfItsCaller() {
        Thread thread = orchestrator.transaction(operations -> Thread.currentThread());

        assertThat(thread).isSameAs(Thread.currentThread());
    }

    @Test
    void eachOperationIsAChangeOfItsOwn() {
        Run run = createRun();
        add(run, "a");
        Claim a = take("a");
        long mark = mark();

        orchestrator.transaction(operations -> {
            operations.enqueueTask(spec(run, "b").build());
            operations.completeTask(CompleteTaskRequest.builder(a.lease()).build());
            Claim b = operations
                    .claimNextTask(ClaimNextTaskRequest.builder("worker").build())
                    .claim()
                    .orElseThrow();
            return operations.completeTask(
                    CompleteTaskRequest.builder(b.lease()).build());
        });

        assertThat(told(mark))
                .containsExactly(
                        "task.enqueued b",
                        "task.completed a",
                        "task.claimed b",
                        "task.completed b",
                        "run.status.changed completed");
    }

    @Test
    void dueWorkIsAppliedInsideATransactionToo() {
        Run run = createRun();
        enqueue(spec(run, "a").maxAttempts(1));
        take("a");
        clock.advanceMillis(60_000);

        List<String> expired = orchestrator.transaction(
                operations -> operations.expireLeases(new ExpireLeasesRequest()).expiredTaskIds());

        assertThat(expired).containsExactly("a");
        assertThat(task("a").dead()).isTrue();
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.FAILED);
    }

    @Test
    void timeStandsStillInsideATransaction() {
        Run run = createRun();

        List<TaskResult> results = orchestrator.transaction(operations -> {
            TaskResult first = operations.enqueueTask(spec(run, "a").build());
            clock.advanceMillis(1_000);
            return List.of(first, operations.enqueueTask(spec(run, "b").build()));
        });

        assertThat(results.get(1).task().createdAt())
                .isEqualTo(results.get(0).task().createdAt());
        assertThat(log(0)).extracting(Event::createdAt).containsOnly(run.createdAt());
    }

    @Test
    void answerIsThatOfTheFunction() {
        assertThat(orchestrator.<String>transaction(operations -> "answer")).isEqualTo("answer");
        assertThat(told(0)).isEmpty();
    }
}
