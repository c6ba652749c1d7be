package dev.parallelmcp.server.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which tasks have to be offered again after a kill. */
class RecoveryTest {

    private final Load load = new Load(new CrashOptions(1, 1, 2_000, 7));
    private final Recovery recovery = new Recovery(load);
    private final KnownEvidence evidence = new KnownEvidence();
    private final Hold hold = new Hold(Samples.claim("t", "l", 1, 1), 2_000, 0, 0);

    private List<Orphan> orphans() {
        return recovery.orphans(List.of(hold), List.of("w"), evidence);
    }

    @Test
    void whatADeadWorkerHeldIsAnOrphan() {
        assertThat(orphans()).containsExactly(new Orphan("t", 1));
    }

    @ParameterizedTest
    @CsvSource({"completed, 0", "released, 0", "failed, 0", "leased, 1", "running, 1", "expired, 1"})
    void anEndThatWasInFlightCountsWhenTheDatabaseHasIt(String attemptStatus, int orphans) {
        hold.beginEnding();
        evidence.tasks.put("t", Samples.json("{'attempts':[{'id':'a-l','status':'" + attemptStatus + "'}]}"));
        assertThat(orphans()).hasSize(orphans);
    }

    @Test
    void aClaimThatADeadWorkerNeverHeardOfIsAnOrphanToo() {
        evidence.log.add(
                Samples.event("task.claimed", "unheard", "a9", "{'leasedBy':'w','attemptNumber':3,'fencingToken':9}"));
        assertThat(orphans()).containsExactlyInAnyOrder(new Orphan("t", 1), new Orphan("unheard", 3));
    }

    @Test
    void aClaimThatWasAnsweredIsNoneOfThose() {
        load.holds().acquired(hold);
        evidence.log.add(
                Samples.event("task.claimed", "t", "a-l", "{'leasedBy':'w','attemptNumber':1,'fencingToken':1}"));
        assertThat(orphans()).containsExactly(new Orphan("t", 1));
    }

    @Test
    void aClaimThatWasDoneTwiceIsSeen() {
        for (int token = 1; token <= 2; token++) {
            assertThat(load.findings().count(Fault.REPEATED_EFFECT)).isZero();
            evidence.log.add(Samples.event(
                    "task.claimed",
                    "t" + token,
                    "a" + token,
                    "{'leasedBy':'w','attemptNumber':1,'fencingToken':" + token + "}"));
            orphans();
        }
        assertThat(load.findings().count(Fault.REPEATED_EFFECT)).isOne();
    }

    @Test
    void aClaimThatWasDoneOnceMoreWhenItWasRepeatedIsSeen() throws IOException {
        repeat(
                "claim_next_task",
                "{'clientToken':'x'}",
                new Reply.Answer(Samples.json("{'claim':{'task':{'id':'t'},"
                        + "'attempt':{'id':'a1','number':1},'lease':{'id':'l','workerId':'w','fencingToken':5}}}")));
        evidence.log.add(
                Samples.event("task.claimed", "t", "a1", "{'leasedBy':'w','attemptNumber':1,'fencingToken':5}"));
        orphans();
        assertThat(load.findings().count(Fault.REPEATED_EFFECT)).isZero();
        evidence.log.add(
                Samples.event("task.claimed", "u", "a2", "{'leasedBy':'w','attemptNumber':1,'fencingToken':6}"));
        orphans();
        assertThat(load.findings().count(Fault.REPEATED_EFFECT)).isOne();
    }

    @ParameterizedTest
    @CsvSource({"expired, 0", "running, 0", "completed, 1"})
    void aRefusalOfWhatWasDoneIsAFault(String attemptStatus, int errors) throws IOException {
        evidence.tasks.put("t", Samples.json("{'attempts':[{'id':'a1','status':'" + attemptStatus + "'}]}"));
        repeat(
                "complete_task",
                "{'taskId':'t','clientToken':'x'}",
                new Reply.Refusal("LEASE_CONFLICT", "it is not yours", "l"));
        assertThat(load.findings().count(Fault.ERROR)).isEqualTo(errors);
    }

    /** A call that was in flight is answered so when it is made again; by then the next server is gone too. */
    private void repeat(String tool, String arguments, Reply reply) throws IOException {
        evidence.repeated = reply;
        recovery.repeat(
                List.of(Samples.acknowledged(tool, arguments, "{}").call()),
                new Client(Samples.deadServer(), load.journal(), load.findings()),
                evidence);
    }
}
