package dev.parallelmcp.core.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.doctor.Diagnosis;
import dev.parallelmcp.core.doctor.Finding;
import dev.parallelmcp.core.doctor.Symptom;
import dev.parallelmcp.core.doctor.Verdict;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is damaged in one respect is told of in this respect. */
class DamagedRecordsTest {

    @TempDir
    Path folder;

    private Patient patient;

    @BeforeEach
    void make() {
        patient = Patient.in(folder);
    }

    @Test
    void whatTheEngineWroteIsInOrder() {
        Diagnosis diagnosis = patient.examine();
        assertThat(diagnosis.findings()).isEmpty();
        assertThat(diagnosis.verdict()).isEqualTo(Verdict.CLEAN);
        assertThat(diagnosis.facts()).hasValueSatisfying(facts -> {
            assertThat(facts.runs()).isEqualTo(2);
            assertThat(facts.tasks()).isEqualTo(9);
            assertThat(facts.events()).isPositive();
            assertThat(facts.schemaVersion()).isEqualTo(facts.knownSchemaVersion());
        });
    }

    /** The first symptom is the one of the damage, the others follow from it. */
    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            RUN_TALLY | run: completed is 5, counted 1 | UPDATE runs SET completed = 5 WHERE id = 'run'
            RUN_TALLY | run: queued with unmet dependencies is 0, counted 1 | UPDATE runs SET queued_unmet = 0 WHERE id = 'run'
            UNMET_DEPENDENCIES | behind: is 2, counted 1 | UPDATE tasks SET unmet_dependencies = 2 WHERE id = 'behind'
            UNMET_DEPENDENCIES RUN_TALLY | next: is 1, counted 0 | UPDATE tasks SET unmet_dependencies = 1 WHERE id = 'next'
            DEPENDENCY_EDGES | next: shows 1, waits for 0 | DELETE FROM task_dependencies WHERE task_seq = (SELECT seq FROM tasks WHERE id = 'next')
            DEPENDENCY_EDGES | next: shows 2, waits for 1 | UPDATE tasks SET depends_on = 'done,done' WHERE id = 'next'
            ATTEMPT_NUMBER | done: is 7, the latest is 1 of 1 | UPDATE tasks SET attempt_number = 7 WHERE id = 'done'
            ATTEMPT_NUMBER | done: is 1, the latest is 3 of 1 | UPDATE attempts SET number = 3 WHERE task_id = 'done'
            ATTEMPT_NUMBER ATTEMPT_COUNT WRONG_OWNER | done: is 1, the latest is 0 of 0 | DELETE FROM attempts WHERE task_id = 'done'
            ATTEMPT_COUNT TASK_NOT_AS_LOGGED | done: is 0, of its attempts 1 count | UPDATE tasks SET attempt_count = 0 WHERE id = 'done'
            ATTEMPT_COUNT | paused: is 0, of its attempts 1 count | UPDATE attempts SET counted = 1, status = 'failed' WHERE task_id = 'paused'
            RUN_STATUS RUN_NOT_AS_LOGGED | run: is completed, by its tasks active | UPDATE runs SET status = 'completed' WHERE id = 'run'
            RUN_STATUS | run: is active, by its tasks none | UPDATE runs SET gate = 'ajar' WHERE id = 'run'
            RUN_COUNTS | default: active is 3, counted 1 | UPDATE run_counts SET runs = 3 WHERE status = 'active'
            RUN_COUNTS | default: active is 0, counted 1 | DELETE FROM run_counts WHERE status = 'active'
            RUN_COUNTS | elsewhere: failed is 2, counted 0 | INSERT INTO run_counts VALUES ('elsewhere', 'failed', 2)
            DEAD_COUNTS | default: dead is 9, counted 1 | UPDATE dead_counts SET tasks = 9
            QUEUE_COUNTS | default: next ready is 7, counted 1 | UPDATE queue_counts SET tasks = 7 WHERE kind = 'next' AND place = 'ready'
            QUEUE_COUNTS | default: next ready is 0, counted 1 | DELETE FROM queue_counts WHERE kind = 'next' AND place = 'ready'
            OUTPUT_TOTALS | held: numbers 1 to 3, counted 2 | DELETE FROM task_outputs WHERE sequence = 2
            OUTPUT_TOTALS | held: numbers 1 to 3, counted 3 | UPDATE task_output_totals SET bytes = 1
            OUTPUT_TOTALS | held: numbers 1 to 4, counted 3 | UPDATE task_output_totals SET latest = 4
            OUTPUT_TOTALS | held: numbers 2 to 3, counted 3 | UPDATE task_output_totals SET oldest = 2
            OUTPUT_TOTALS | held: numbers 1 to 3, counted 2 | DELETE FROM task_outputs WHERE sequence = 2; UPDATE task_output_totals SET bytes = (SELECT sum(octet_length(value)) FROM task_outputs)
            OUTPUT_TOTALS | held: numbers 0 to 0, counted 3 | DELETE FROM task_output_totals
            OUTPUT_TOTALS | held: numbers 1 to 3, counted 0 | DELETE FROM task_outputs
            WRONG_OWNER | held: put out by nobody | UPDATE task_outputs SET attempt_id = 'nobody' WHERE sequence = 1
            UNLOGGED_TASK | next | DELETE FROM events WHERE task_id = 'next'
            UNLOGGED_RUN | ended | DELETE FROM events WHERE run_id = 'ended' AND type LIKE 'run.%'
            TASK_NOT_AS_LOGGED | done: status is completed, by the log leased; leaseId is none | DELETE FROM events WHERE type = 'task.completed'
            TASK_NOT_AS_LOGGED | paused: another reason | UPDATE tasks SET status_reason = 'other' WHERE id = 'paused'
            RUN_NOT_AS_LOGGED | run: is active, by the log active and kept open | UPDATE runs SET keep_open = 0 WHERE id = 'run'
            UNREADABLE_EVENT TASK_NOT_AS_LOGGED | event | UPDATE events SET payload = 'secret payload' WHERE type = 'task.completed'
            UNREADABLE_EVENT TASK_NOT_AS_LOGGED | event | UPDATE events SET payload = '{"status":"completed"}' WHERE type = 'task.completed'
            TASK_ONLY_LOGGED SCHEMA_CHANGED RUN_TALLY MISSING_RECORD DEAD_COUNTS | dead | DROP TRIGGER tasks_leave; DELETE FROM tasks WHERE id = 'dead'
            ORPHANED_LEASE | of task done, which is completed | UPDATE attempts SET lease_status = 'active', status = 'leased', ended_at = NULL WHERE task_id = 'done'
            SECOND_LEASE ATTEMPT_NUMBER ATTEMPT_COUNT | second: of task held, which is held by lease_ | INSERT INTO attempts (id, lease_id, run_id, task_id, number, counted, worker_id, status, lease_status, leased_at, lease_expires_at) VALUES ('x', 'second', 'run', 'held', 2, 1, 'w', 'leased', 'active', 0, 0)
            MISSING_LEASE | held: names lease_ | UPDATE attempts SET lease_status = 'released', status = 'released', counted = 1, ended_at = 0 WHERE task_id = 'held'
            MISSING_LEASE | held: names lease_ | UPDATE attempts SET lease_id = 'other' WHERE task_id = 'held'
            LEASE_DIFFERS | held: is held by lease_ | UPDATE attempts SET lease_expires_at = 5 WHERE task_id = 'held'
            LEASE_DIFFERS | running: is held by lease_ | UPDATE attempts SET worker_id = 'thief' WHERE task_id = 'running'
            LEASE_DIFFERS | running: is held by lease_ | UPDATE attempts SET status = 'leased' WHERE task_id = 'running'
            LEASE_DIFFERS ATTEMPT_NUMBER | held: is held by lease_ | UPDATE attempts SET number = 3 WHERE task_id = 'held'
            SEQUENCE_BEHIND | events: remembers 0, in use up to | DELETE FROM sqlite_sequence WHERE name = 'events'
            SEQUENCE_BEHIND | attempts: remembers 1, in use up to 5 | UPDATE sqlite_sequence SET seq = 1 WHERE name = 'attempts'
            SEQUENCE_BEHIND | tasks: remembers 1, in use up to 9 | UPDATE sqlite_sequence SET seq = 1 WHERE name = 'tasks'
            MISSING_CONTEXT | run: names nothing | UPDATE runs SET current_context_snapshot_id = 'nothing' WHERE id = 'run'
            MISSING_CONTEXT | next: names nothing | UPDATE tasks SET context_snapshot_id = 'nothing' WHERE id = 'next'
            MISSING_CONTEXT | next: names | UPDATE tasks SET context_snapshot_id = (SELECT max(id) FROM context_snapshots WHERE run_id = 'ended') WHERE id = 'next'
            MISSING_CONTEXT | names nothing | UPDATE attempts SET context_snapshot_id = 'nothing' WHERE task_id = 'held'
            MISSING_CONTEXT | names nothing | UPDATE context_snapshots SET parent_snapshot_id = 'nothing' WHERE label = 'run.initial' AND run_id = 'run'
            WRONG_OWNER | names nobody | UPDATE context_snapshots SET task_id = 'nobody' WHERE run_id = 'run'
            WRONG_OWNER | names ended, its task is of run | UPDATE attempts SET run_id = 'ended' WHERE task_id = 'done'
            WRONG_OWNER | names nothing | UPDATE events SET attempt_id = 'nothing' WHERE type = 'task.completed'
            WRONG_OWNER | event | UPDATE events SET attempt_id = (SELECT attempt_id FROM tasks WHERE id = 'held') WHERE type = 'task.completed'
            STRAY_NAMESPACE QUEUE_COUNTS | next: of run run | UPDATE tasks SET namespace = 'elsewhere' WHERE id = 'next'
            STRAY_NAMESPACE | of run run | UPDATE events SET namespace = 'elsewhere' WHERE type = 'task.completed'
            MISSING_RECORD | client_tokens row | UPDATE client_tokens SET run_id = 'nothing' WHERE run_id = 'ended'
            """)
    void damageIsTold(String symptoms, String told, String damage) {
        patient.damage(damage);
        Diagnosis diagnosis = patient.examine();
        List<Symptom> expected =
                Arrays.stream(symptoms.split(" ", -1)).map(Symptom::valueOf).toList();
        assertThat(diagnosis.verdict()).isEqualTo(Verdict.FAULTY);
        // Where a rule of the table itself is broken, SQLite's own check tells of it too.
        assertThat(Patient.symptoms(diagnosis))
                .as(diagnosis.toString())
                .filteredOn(symptom -> symptom != Symptom.DAMAGED)
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(told(diagnosis, expected.get(0))).contains(told);
        assertThat(diagnosis.toString()).doesNotContain("secret");
    }

    private static String told(Diagnosis diagnosis, Symptom symptom) {
        return diagnosis.findings().stream()
                .filter(finding -> finding.symptom() == symptom)
                .map(Finding::examples)
                .flatMap(List::stream)
                .map(example -> example.detail().isEmpty() ? example.id() : example.id() + ": " + example.detail())
                .collect(Collectors.joining("\n"));
    }

    /** The database writes these columns itself; only by changing what it takes them for can they be wrong. */
    @ParameterizedTest
    @CsvSource({"ready,READY_COLUMN,1 - ready,next", "due_at,DUE_COLUMN,5,held"})
    void derivedColumnsAreLookedAt(String column, Symptom symptom, String value, String taskId) {
        patient.damage("""
                PRAGMA writable_schema = ON;
                CREATE TEMP TABLE kept AS SELECT sql FROM sqlite_master WHERE name = 'tasks';
                UPDATE sqlite_master
                SET sql = replace(replace(sql, 'GENERATED ALWAYS AS (status = ''queued'' AND unmet_dependencies = 0 AND delayed = 0) STORED', ''),
                    substr(sql, instr(sql, 'GENERATED ALWAYS AS (
                            CASE'), instr(sql, 'END) STORED') + 11 - instr(sql, 'GENERATED ALWAYS AS (
                            CASE')), '')
                WHERE name = 'tasks';
                PRAGMA writable_schema = RESET;
                UPDATE tasks SET %s = %s WHERE id = '%s';
                PRAGMA writable_schema = ON;
                UPDATE sqlite_master SET sql = (SELECT sql FROM kept) WHERE name = 'tasks';
                """.formatted(column, value, taskId));
        Diagnosis diagnosis = patient.examine();
        assertThat(Patient.symptoms(diagnosis)).as(diagnosis.toString()).contains(symptom);
        assertThat(told(diagnosis, symptom)).contains(taskId);
        assertThat(diagnosis.verdict()).isEqualTo(Verdict.FAULTY);
    }

    @Test
    void ofManyOfOneSortTheFirstAreNamedAndAllCounted() {
        patient.damage("UPDATE events SET namespace = 'elsewhere'");
        Diagnosis diagnosis = patient.examine();
        long events = diagnosis.facts().orElseThrow().events();
        assertThat(diagnosis.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.count()).isEqualTo(events).isGreaterThan(10);
            assertThat(finding.examples()).hasSize(10);
        });
    }

    @Test
    void leasesThatRanOutLongAgoAreAHintOnly() {
        patient.clock().advanceMillis(200_000);
        assertThat(patient.examine().findings()).isEmpty();
        patient.clock().advanceMillis(400_000);
        Diagnosis diagnosis = patient.examine();
        assertThat(Patient.symptoms(diagnosis)).containsExactly(Symptom.OVERDUE_LEASE);
        assertThat(told(diagnosis, Symptom.OVERDUE_LEASE)).contains("of task held", "of task running");
        assertThat(diagnosis.verdict()).isEqualTo(Verdict.CLEAN);
    }

    @Test
    void eventsOfATypeThatThisProgramDoesNotKnowArePassedOver() {
        patient.damage("INSERT INTO events (namespace, run_id, task_id, type, created_at, payload)"
                + " VALUES ('default', 'run', 'done', 'moon.risen', 0, '[1]')");
        assertThat(patient.examine().findings()).isEmpty();
    }
}
