package dev.parallelmcp.core.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DiagnosisTest {

    private static final Facts FACTS = new Facts("3.54.1", 5, 5, 0, 0, 0, 0, 0);

    private static Diagnosis diagnosis(Set<Check> made, Symptom... symptoms) {
        Findings findings = new Findings();
        for (Symptom symptom : symptoms) {
            findings.add(symptom, Example.of("id"));
        }
        return new Diagnosis(Optional.of(FACTS), made, findings.list());
    }

    @Test
    void hintsLeaveADatabaseClean() {
        assertThat(diagnosis(EnumSet.allOf(Check.class), Symptom.OVERDUE_LEASE).verdict())
                .isEqualTo(Verdict.CLEAN);
    }

    @Test
    void whatWasNotExaminedIsNotClean() {
        assertThat(diagnosis(EnumSet.complementOf(EnumSet.of(Check.EVENTS))).verdict())
                .isEqualTo(Verdict.UNEXAMINED);
        assertThat(diagnosis(EnumSet.allOf(Check.class), Symptom.FILE_BUSY).verdict())
                .isEqualTo(Verdict.UNEXAMINED);
    }

    @Test
    void aFaultCountsMoreThanWhatWasNotExamined() {
        assertThat(diagnosis(Set.of(), Symptom.FILE_BUSY, Symptom.DAMAGED).verdict())
                .isEqualTo(Verdict.FAULTY);
    }

    @Test
    void theFirstTenAreNamedAndAllAreCounted() {
        Findings findings = new Findings();
        Findings more = new Findings();
        for (int i = 0; i < 9; i++) {
            findings.add(Symptom.RUN_TALLY, Example.of("run " + i));
            more.add(Symptom.RUN_TALLY, Example.of("more " + i));
        }
        findings.addAll(more);
        assertThat(findings.list()).singleElement().satisfies(finding -> {
            assertThat(finding.count()).isEqualTo(18);
            assertThat(finding.examples()).hasSize(10).last().isEqualTo(Example.of("more 0"));
        });
        assertThatIllegalArgumentException().isThrownBy(() -> new Finding(Symptom.DAMAGED, 0, List.of()));
    }

    @Test
    void whatADamagedRecordHoldsDoesNotMoveTheTerminal() {
        Example example = new Example("a\u001b[2Jb\u202ec\n", "x".repeat(5_000));
        assertThat(example.id()).isEqualTo("a?[2Jb?c?");
        assertThat(example.detail()).hasSize(2_001);
    }

    @Test
    void anEventMayCarryMoreThanIsKnown() {
        LoggedEvent event = new LoggedEvent(1, "run", "task", "task.later", """
                {"status":"queued","attemptCount":2,"leaseId":null,"leasedBy":null,"reason":null,\
                "nested":{"a":[1,{"b":2}]},"list":[[]],"real":1.5}""");
        FoldedLog log = FoldedLog.of(List.of(event));
        assertThat(log.unreadable()).isEmpty();
        assertThat(log.tasks()).containsEntry("task", new FoldedTask("run", "queued", 2, null, null, null));
    }

    @Test
    void anEventThatCarriesLessIsUnreadable() {
        for (String payload : List.of(
                "",
                "{",
                "[]",
                "{\"status\":\"queued\"}",
                "{\"status\":\"queued\",\"attemptCount\":99999999999999999999,\"leaseId\":null,\"leasedBy\":null,"
                        + "\"reason\":null}",
                "{\"status\":\"queued\",\"attemptCount\":1,\"leaseId\":7,\"leasedBy\":null,\"reason\":null}")) {
            FoldedLog log = FoldedLog.of(List.of(
                    new LoggedEvent(1, "run", "task", "task.claimed", payload),
                    new LoggedEvent(2, "run", null, "run.created", payload)));
            assertThat(log.unreadable()).as(payload).hasSize(2);
            assertThat(log.tasks()).isEmpty();
        }
    }
}
