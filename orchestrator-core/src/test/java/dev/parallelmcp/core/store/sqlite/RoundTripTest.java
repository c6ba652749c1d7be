package dev.parallelmcp.core.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.model.Attempt;
import dev.parallelmcp.core.model.AttemptStatus;
import dev.parallelmcp.core.model.Backoff;
import dev.parallelmcp.core.model.ContextScope;
import dev.parallelmcp.core.model.ContextSnapshot;
import dev.parallelmcp.core.model.DependencyFailurePolicy;
import dev.parallelmcp.core.model.Event;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.LeaseStatus;
import dev.parallelmcp.core.model.OutputType;
import dev.parallelmcp.core.model.ResumedBy;
import dev.parallelmcp.core.model.RetryPolicy;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunGate;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.RunTally;
import dev.parallelmcp.core.model.TaskOutput;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.store.AttemptEnd;
import dev.parallelmcp.core.store.AttemptRow;
import dev.parallelmcp.core.store.EventDraft;
import dev.parallelmcp.core.store.EventQuery;
import dev.parallelmcp.core.store.Hold;
import dev.parallelmcp.core.store.OutputRoom;
import dev.parallelmcp.core.store.Page;
import dev.parallelmcp.core.store.RunRow;
import dev.parallelmcp.core.store.TaskOutputDraft;
import dev.parallelmcp.core.store.TaskRow;
import dev.parallelmcp.core.store.TaskSpec;
import dev.parallelmcp.core.store.TaskState;
import dev.parallelmcp.core.store.TokenRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is written comes back character for character, in every column, each with a value of its own. */
class RoundTripTest {
    private static final String HOSTILE =
            "'; DROP TABLE runs; -- \" \\ % _ ? \u0001\u001f\u007f\t\n\r ß İ ı 日本 👩‍🚀 \ufeff";
    private static final Json HOSTILE_JSON = Json.of(
            "{ \"n\" : 123456789012345678901234567890.10e+400 ,\"b\":2,\"a\":\"\\u0000 👩‍🚀 '\\\"\", \"a\":null}");

    private final SqliteStore store = SqliteStore.inMemory();

    @BeforeEach
    void createRun() {
        store.write(transaction -> {
            transaction.runs().insert(Rows.run("run"));
            return true;
        });
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static Json json(String name) {
        return Json.trusted(HOSTILE_JSON.text().replace("\"b\"", "\"" + name + "\""));
    }

    private static Instant at(long millis) {
        return Rows.NOW.plusMillis(millis);
    }

    @Test
    void runComesBackWhole() {
        Run run = new Run(
                "run:1",
                HOSTILE + "namespace",
                Optional.of(HOSTILE + "external"),
                RunStatus.CANCELLED,
                Optional.of(HOSTILE_JSON),
                Optional.of("ctx_1"),
                true,
                at(1),
                at(2));
        RunRow row = new RunRow(run, RunGate.CANCELLED, new RunTally(9, 1, 2, 3, 4, 5, 6, 7, 8));
        RunRow read = store.write(transaction -> {
            transaction.runs().insert(row);
            return transaction.runs().find("run:1").orElseThrow();
        });
        assertThat(read).isEqualTo(row);
    }

    @Test
    void savedRunComesBackWhole() {
        RunRow row = store.write(transaction -> {
            RunRow adjusted = transaction.runs().adjust("run", new RunTally(9, 1, 2, 3, 4, 5, 6, 7, 8));
            Run old = adjusted.run();
            Run run = new Run(
                    old.id(),
                    old.namespace(),
                    old.externalId(),
                    RunStatus.WAITING,
                    old.metadata(),
                    Optional.of("ctx"),
                    true,
                    old.createdAt(),
                    at(3));
            RunRow changed = adjusted.withRun(run).withGate(RunGate.CLOSED);
            transaction.runs().save(changed);
            return changed;
        });
        assertThat(row.tally()).isEqualTo(new RunTally(9, 1, 2, 3, 4, 5, 6, 7, 8));
        assertThat(store.<RunRow>read(t -> t.runs().find("run").orElseThrow())).isEqualTo(row);
    }

    private static TaskSpec spec(List<String> dependsOn) {
        return new TaskSpec(
                0,
                "task:1",
                "run",
                HOSTILE + "namespace",
                HOSTILE + "kind",
                HOSTILE + "key",
                -1_000_000,
                7,
                new RetryPolicy(11, Backoff.EXPONENTIAL, 12, 0.1),
                315_360_000_000L,
                json("input"),
                json("metadata"),
                dependsOn,
                DependencyFailurePolicy.WAIT,
                true,
                at(4));
    }

    private static TaskState state(TaskStatus status) {
        return Rows.queued()
                .status(status)
                .statusReason(HOSTILE + "reason")
                .unmetDependencies(2)
                .attemptCount(3)
                .attemptNumber(5)
                .resetNumber(1)
                .notBefore(at(5))
                .delayed(true)
                .output(json("output"))
                .error(HOSTILE + "error")
                .contextSnapshotId("ctx_2")
                .hold(null)
                .resumeAt(at(6))
                .deadlineAt(at(7))
                .resumeState(json("state"))
                .resumeInput(json("resumeInput"))
                .resumedBy(ResumedBy.TIMER)
                .progress(json("progress"))
                .updatedAt(at(8))
                .startedAt(at(9))
                .build();
    }

    @Test
    void taskComesBackWhole() {
        TaskRow inserted = store.write(transaction -> {
            transaction.tasks().insert(Rows.task("a", "run"));
            transaction.tasks().insert(Rows.task("b", "run"));
            return transaction.tasks().insert(new TaskRow(spec(List.of("b", "a")), state(TaskStatus.BLOCKED)));
        });
        assertThat(inserted.spec().seq()).isEqualTo(3);
        assertThat(store.<TaskRow>read(t -> t.tasks().find("task:1").orElseThrow()))
                .isEqualTo(inserted);
    }

    @Test
    void savedTaskComesBackWholeExceptForItsUnmetDependencies() {
        Hold hold = new Hold("attempt", "lease", HOSTILE + "worker", 86_400_000, at(10), at(11));
        TaskState held = state(TaskStatus.QUEUED)
                .edit()
                .status(TaskStatus.RUNNING)
                .unmetDependencies(7)
                .hold(hold)
                .build();
        TaskState dead = state(TaskStatus.QUEUED)
                .edit()
                .status(TaskStatus.FAILED)
                .dead(true)
                .completedAt(at(12))
                .build();
        TaskRow inserted = store.write(t -> t.tasks().insert(new TaskRow(spec(List.of()), state(TaskStatus.QUEUED))));
        for (TaskState after : List.of(held, dead)) {
            TaskRow saved = store.write(transaction -> {
                TaskRow before = transaction.tasks().find("task:1").orElseThrow();
                assertThat(transaction.tasks().save(before, after)).isTrue();
                return transaction.tasks().find("task:1").orElseThrow();
            });
            assertThat(saved)
                    .isEqualTo(inserted.with(after.edit().unmetDependencies(2).build()));
        }
    }

    @Test
    void attemptAndLeaseComeBackWhole() {
        AttemptRow inserted = store.write(transaction -> {
            TaskRow task = transaction.tasks().insert(Rows.task("task", "run"));
            return transaction.attempts().insert(Rows.attempt(task, "1"));
        });
        assertThat(inserted.lease().fencingToken()).isEqualTo(1);
        assertThat(store.<AttemptRow>read(
                        t -> t.attempts().findByLease("task", "lease_1").orElseThrow()))
                .isEqualTo(inserted);

        AttemptRow ended = store.write(transaction -> {
            transaction.attempts().start("attempt_1", at(1));
            AttemptRow renewed = transaction.attempts().renew("attempt_1", at(2), at(3));
            assertThat(renewed.attempt().leaseExpiresAt())
                    .isEqualTo(at(2))
                    .isEqualTo(renewed.lease().expiresAt());
            assertThat(renewed.lease().heartbeatAt()).contains(at(3));
            assertThat(renewed.attempt().status()).isEqualTo(AttemptStatus.RUNNING);
            transaction
                    .attempts()
                    .end(new AttemptEnd(
                            "attempt_1",
                            AttemptStatus.FAILED,
                            LeaseStatus.EXPIRED,
                            false,
                            at(4),
                            HOSTILE,
                            json("out"),
                            json("meta")));
            return transaction.attempts().find("attempt_1").orElseThrow();
        });
        Attempt attempt = ended.attempt();
        assertThat(attempt.status()).isEqualTo(AttemptStatus.FAILED);
        assertThat(attempt.counted()).isFalse();
        assertThat(attempt.startedAt()).contains(at(1));
        assertThat(attempt.endedAt()).contains(at(4)).isEqualTo(ended.lease().releasedAt());
        assertThat(attempt.error()).contains(HOSTILE);
        assertThat(attempt.output()).contains(json("out"));
        assertThat(attempt.metadata()).contains(json("meta"));
        assertThat(ended.lease().status()).isEqualTo(LeaseStatus.EXPIRED);
    }

    @Test
    void outputsOfEveryTypeComeBackWhole() {
        List<TaskOutput> expected = new ArrayList<>();
        store.write(transaction -> {
            TaskRow task = transaction.tasks().insert(Rows.task("task", "run"));
            for (OutputType type : OutputType.values()) {
                TaskOutputDraft draft =
                        new TaskOutputDraft("attempt:1", type, HOSTILE, HOSTILE_JSON, at(expected.size()));
                long sequence = transaction.taskOutputs().append(task, draft, new OutputRoom(10, 10_000));
                expected.add(new TaskOutput(
                        sequence, "attempt:1", type, Optional.of(HOSTILE), HOSTILE_JSON, draft.createdAt()));
            }
            return true;
        });
        assertThat(expected).extracting(TaskOutput::sequence).containsExactly(1L, 2L, 3L);
        assertThat(store.<List<TaskOutput>>read(t -> t.taskOutputs()
                        .list("task", 0, new Page(10, 0, 1_000_000))
                        .items()))
                .isEqualTo(expected);
    }

    @Test
    void latestAttemptsComeOldestFirst() {
        List<Attempt> latest = store.write(transaction -> {
            TaskRow task = transaction.tasks().insert(Rows.task("task", "run"));
            for (int number = 1; number <= 3; number++) {
                TaskRow numbered =
                        task.with(task.state().edit().attemptNumber(number - 1).build());
                transaction.attempts().insert(Rows.attempt(numbered, String.valueOf(number)));
            }
            return transaction
                    .attempts()
                    .latestOfTask("task", new Page(2, 0, 1_000_000))
                    .items();
        });
        assertThat(latest).extracting(Attempt::number).containsExactly(2, 3);
    }

    @Test
    void snapshotComesBackWhole() {
        ContextSnapshot snapshot = new ContextSnapshot(
                "ctx:1",
                "run",
                Optional.of("task"),
                ContextScope.TASK,
                Optional.of("ctx:0"),
                Optional.of(HOSTILE),
                HOSTILE_JSON,
                at(1));
        store.write(transaction -> {
            transaction.snapshots().insert(snapshot);
            return true;
        });
        assertThat(store.<ContextSnapshot>read(t -> t.snapshots().find("ctx:1").orElseThrow()))
                .isEqualTo(snapshot);
    }

    @Test
    void eventsOfEveryTypeComeBackWhole() {
        List<Event> appended = store.write(transaction -> List.of(EventType.values()).stream()
                .map(type -> transaction
                        .events()
                        .append(new EventDraft(HOSTILE, "run", "task", "attempt", type, HOSTILE_JSON, at(1))))
                .toList());
        EventQuery query = new EventQuery(Optional.of(HOSTILE), Optional.empty(), List.of(), 0, 100, 100, 1_000_000);
        assertThat(store.<List<Event>>read(t -> t.events().list(query).events()))
                .isEqualTo(appended);
    }

    @Test
    void tokenComesBackWhole() {
        TokenRow row =
                new TokenRow(HOSTILE, HOSTILE + "token", "enqueue_task", "hash", "run", "task", HOSTILE + "answer");
        TokenRow other = new TokenRow("other", HOSTILE + "token", "create_run", "hash2", "run", "run", null);
        store.write(transaction -> {
            transaction.tokens().insert(row);
            transaction.tokens().insert(other);
            return true;
        });
        List<TokenRow> one = store.write(t -> t.tokens().find(HOSTILE + "token", Optional.of(HOSTILE)));
        List<TokenRow> all = store.write(t -> t.tokens().find(HOSTILE + "token", Optional.empty()));
        assertThat(one).containsExactly(row);
        assertThat(all).containsExactlyInAnyOrder(row, other);
    }
}
