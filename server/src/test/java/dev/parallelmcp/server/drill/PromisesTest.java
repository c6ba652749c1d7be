package dev.parallelmcp.server.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What was acknowledged and is there is kept; anything less of it is lost. */
class PromisesTest {

    private static final Acknowledged COMPLETION = Samples.acknowledged(
            "complete_task", "{'taskId':'t','output':{'mark':1},'nextContext':{'mark':2}}", "{'task':{'id':'t'}}");
    private static final String COMPLETED =
            "{'task':{'input':{'mark':9},'dependsOnTaskIds':['d'],'status':'%s','output':{'mark':%d}},"
                    + "'attempts':[{'id':'a1','leaseExpiresAt':'2026-01-31T09:30:02.000Z'}]}";

    private final KnownEvidence evidence = new KnownEvidence();

    /** A database in which all is as it was acknowledged. */
    private void recordAll() {
        evidence.tasks.put("t", Samples.json(COMPLETED.formatted("completed", 1)));
        evidence.snapshots.put("c", Samples.json("{'payload':{'mark':2}}"));
        evidence.outputs.add(Samples.json("{'sequence':3,'value':7}"));
        for (String type : List.of(
                "task.enqueued",
                "task.running",
                "task.completed",
                "task.retry_scheduled",
                "task.released",
                "task.waiting_input",
                "task.resumed")) {
            evidence.log.add(Samples.event(type, "t", "a1", "{}"));
        }
        evidence.log.add(Samples.event("task.claimed", "t", "a1", "{'leaseId':'l','fencingToken':5}"));
        evidence.log.add(Samples.event("context.snapshot.created", "t", "a1", "{'snapshotId':'c'}"));
        evidence.log.add(Samples.json("{'eventType':'run.created','runId':'r','payload':{}}"));
    }

    private boolean kept(Acknowledged done) {
        return new Promises(evidence).broken(done).isEmpty();
    }

    static Stream<Acknowledged> everyOperation() {
        String task = "{'task':{'id':'t'}}";
        return Stream.of(
                COMPLETION,
                Samples.acknowledged("create_run", "{}", "{'run':{'id':'r'}}"),
                Samples.acknowledged("enqueue_task", "{'input':{'mark':9},'dependsOnTaskIds':['d']}", task),
                Samples.acknowledged(
                        "enqueue_tasks",
                        "{'tasks':[{'ref':'x','input':{'mark':9},'dependsOn':['d']}]}",
                        "{'idsByRef':{'x':'t'}}"),
                Samples.acknowledged(
                        "claim_next_task",
                        "{}",
                        "{'claim':{'task':{'id':'t'},'attempt':{'id':'a1'},'lease':{'id':'l','fencingToken':5}}}"),
                Samples.acknowledged("mark_task_running", "{}", task),
                Samples.acknowledged(
                        "heartbeat_lease", "{'taskId':'t'}", "{'lease':{'expiresAt':'2026-01-31T09:30:02.000Z'}}"),
                Samples.acknowledged("emit_task_output", "{'taskId':'t','value':7}", "{'sequence':3}"),
                Samples.acknowledged("fail_task", "{}", task),
                Samples.acknowledged("release_task", "{}", task),
                Samples.acknowledged("pause_task", "{}", task),
                Samples.acknowledged("resume_task", "{'taskId':'t'}", task),
                Samples.acknowledged("append_context_snapshot", "{'payload':{'mark':2}}", "{'snapshot':{'id':'c'}}"));
    }

    @ParameterizedTest
    @MethodSource("everyOperation")
    void whatIsThereIsKept(Acknowledged done) {
        recordAll();
        assertThat(kept(done)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("everyOperation")
    void whatIsNotThereIsLost(Acknowledged done) {
        assertThat(kept(done)).isFalse();
    }

    @Test
    void whatWasPutOutTwiceIsNotAsItWasAcknowledged() {
        recordAll();
        Acknowledged done = Samples.acknowledged("emit_task_output", "{'taskId':'t','value':7}", "{'sequence':3}");
        evidence.outputs.add(Samples.json("{'sequence':4,'value':8}"));
        assertThat(kept(done)).isTrue();
        evidence.outputs.add(Samples.json("{'sequence':5,'value':7}"));
        assertThat(kept(done)).isFalse();
    }

    @Test
    void aCompletionWithoutItsStatusIsLost() {
        recordAll();
        evidence.tasks.put("t", Samples.json(COMPLETED.formatted("running", 1)));
        assertThat(kept(COMPLETION)).isFalse();
    }

    @Test
    void aCompletionWithAnotherOutputIsLost() {
        recordAll();
        evidence.tasks.put("t", Samples.json(COMPLETED.formatted("completed", 8)));
        assertThat(kept(COMPLETION)).isFalse();
    }

    @Test
    void aCompletionWithoutItsContextIsLost() {
        recordAll();
        evidence.snapshots.clear();
        assertThat(kept(COMPLETION)).isFalse();
    }

    @Test
    void aHeartbeatThatDidNotLengthenTheLeaseIsLost() {
        recordAll();
        assertThat(kept(Samples.acknowledged(
                        "heartbeat_lease", "{'taskId':'t'}", "{'lease':{'expiresAt':'2026-01-31T09:30:02.001Z'}}")))
                .isFalse();
    }

    @Test
    void aClaimWithAnotherFencingTokenIsLost() {
        recordAll();
        assertThat(kept(Samples.acknowledged(
                        "claim_next_task",
                        "{}",
                        "{'claim':{'task':{'id':'t'},'attempt':{'id':'a1'},'lease':{'id':'l','fencingToken':6}}}")))
                .isFalse();
    }

    @Test
    void aClaimWithAnotherLeaseIsLost() {
        recordAll();
        assertThat(kept(Samples.acknowledged(
                        "claim_next_task",
                        "{}",
                        "{'claim':{'task':{'id':'t'},'attempt':{'id':'a1'},'lease':{'id':'m','fencingToken':5}}}")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"8, 'd'", "9, 'd,e'"})
    void aTaskWithOtherContentIsLost(int mark, String dependencies) {
        recordAll();
        assertThat(kept(Samples.acknowledged(
                        "enqueue_task",
                        "{'input':{'mark':%d},'dependsOnTaskIds':['%s']}"
                                .formatted(mark, dependencies.replace(",", "','")),
                        "{'task':{'id':'t'}}")))
                .isFalse();
    }

    @Test
    void whatIsLoggedTwiceIsNotAsItWasAcknowledged() {
        recordAll();
        Acknowledged done = Samples.acknowledged("create_run", "{}", "{'run':{'id':'r'}}");
        assertThat(kept(done)).isTrue();
        evidence.log.add(Samples.json("{'eventType':'run.created','runId':'r','payload':{}}"));
        assertThat(kept(done)).isFalse();
    }

    @Test
    void aTokenThatIsNotKnownAnyMoreIsLost() {
        recordAll();
        Acknowledged done = Samples.acknowledged("mark_task_running", "{'clientToken':'x'}", "{'task':{'id':'t'}}");
        evidence.repeated = new Reply.Answer(Samples.json("{'task':{'id':'t'}}"));
        assertThat(kept(done)).isFalse();
        evidence.repeated = new Reply.Answer(Samples.json("{'task':{'id':'other'},'replayed':true}"));
        assertThat(kept(done)).isFalse();
        evidence.repeated = new Reply.Refusal("LEASE_EXPIRED", "too late", "l");
        assertThat(kept(done)).isFalse();
        evidence.repeated = new Reply.Answer(Samples.json("{'task':{'id':'t'},'replayed':true}"));
        assertThat(kept(done)).isTrue();
    }

    @Test
    void theTokenOfAClaimThatIsOverIsKnownByItsLease() {
        recordAll();
        Acknowledged done = Samples.acknowledged(
                "claim_next_task",
                "{'clientToken':'x'}",
                "{'claim':{'task':{'id':'t'},'attempt':{'id':'a1'},'lease':{'id':'l','fencingToken':5}}}");
        evidence.repeated = new Reply.Refusal("LEASE_CONFLICT", "claimed again", "l");
        assertThat(kept(done)).isTrue();
        evidence.repeated = new Reply.Refusal("LEASE_CONFLICT", "claimed again", "another");
        assertThat(kept(done)).isFalse();
        evidence.repeated = new Reply.Answer(Samples.json("{'claim':null}"));
        assertThat(kept(done)).isFalse();
    }
}
