package dev.parallelmcp.server.drill;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventLogTest {

    private final Findings findings = new Findings();
    private final EventLog log = new EventLog(findings);

    private void claim(String attemptId, int fencingToken) {
        log.add(Samples.event("task.claimed", "t", attemptId, "{'leasedBy':'w','fencingToken':" + fencingToken + "}"));
    }

    @Test
    void whatHappensOnceIsNoFault() {
        claim("a1", 1);
        claim("a2", 2);
        log.add(Samples.event("task.completed", "t", "a2", "{}"));
        assertThat(findings.told()).isEmpty();
        assertThat(log.claimsOf("w")).hasSize(2);
    }

    @Test
    void aSecondCompletionOfATaskIsSeen() {
        log.add(Samples.event("task.completed", "t", "a1", "{}"));
        log.add(Samples.event("task.completed", "t", "a2", "{}"));
        assertThat(findings.count(Fault.REPEATED_EFFECT)).isOne();
    }

    @Test
    void aFencingTokenGivenAgainIsSeen() {
        claim("a1", 2);
        claim("a2", 2);
        assertThat(findings.count(Fault.REPEATED_EFFECT)).isOne();
    }

    @Test
    void aSecondEndOfAnAttemptIsSeen() {
        log.add(Samples.event("task.released", "t", "a1", "{}"));
        log.add(Samples.event("task.released", "t", "a1", "{}"));
        assertThat(findings.count(Fault.REPEATED_EFFECT)).isOne();
    }
}
