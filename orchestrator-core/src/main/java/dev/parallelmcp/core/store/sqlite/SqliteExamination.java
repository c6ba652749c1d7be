package dev.parallelmcp.core.store.sqlite;

import dev.parallelmcp.core.doctor.Check;
import dev.parallelmcp.core.doctor.Diagnosis;
import dev.parallelmcp.core.doctor.Evidence;
import dev.parallelmcp.core.doctor.Example;
import dev.parallelmcp.core.doctor.Facts;
import dev.parallelmcp.core.doctor.Findings;
import dev.parallelmcp.core.doctor.RunsExamination;
import dev.parallelmcp.core.doctor.Symptom;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.store.jdbc.Binding;
import dev.parallelmcp.core.store.jdbc.Columns;
import dev.parallelmcp.core.store.jdbc.Rules;
import dev.parallelmcp.core.store.jdbc.Session;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One examination of one file. Each check stands for itself: what fails is told, and the next one is made. */
final class SqliteExamination {

    /** A server takes back what ran out within a second or two. */
    private static final Duration OVERDUE = Duration.ofMinutes(5);

    /** The size to which a writer cuts the log back. */
    private static final long LARGE_LOG_BYTES = 64L * 1024 * 1024;

    private static final Set<Check> OF_RUNS =
            EnumSet.of(Check.REFERENCES, Check.EVENTS, Check.COUNTERS, Check.DERIVED, Check.STATUS, Check.LEASES);

    private final SqliteFile file;
    private final InstantSource clock;
    private final Patience patience;
    private final Findings findings = new Findings();
    private final Set<Check> made = EnumSet.allOf(Check.class);

    SqliteExamination(SqliteFile file, InstantSource clock, Patience patience) {
        this.file = file;
        this.clock = clock;
        this.patience = patience;
    }

    Diagnosis examine() {
        journal();
        Optional<Session> opened = OpenedDatabase.open(file, patience, findings);
        if (opened.isEmpty()) {
            return new Diagnosis(Optional.empty(), Set.of(), findings.list());
        }
        try (Session session = opened.get()) {
            Facts facts = examine(session);
            return new Diagnosis(Optional.of(facts), made, findings.list());
        }
    }

    private Facts examine(Session session) {
        SchemaHistory history = new SchemaHistory(findings, clock);
        step(EnumSet.of(Check.SCHEMA), () -> inOneState(session, () -> history.examine(session)));
        step(EnumSet.of(Check.INTEGRITY), () -> inOneState(session, () -> integrity(session)));
        RunsExamination runs = new RunsExamination(evidence(session, history.rules()), findings);
        if (history.isNewer()) {
            made.removeAll(OF_RUNS);
            made.remove(Check.SEQUENCES);
        } else {
            examineRecords(session, evidence(session, history.rules()), runs);
        }
        log();
        return new Facts(
                SqliteConnections.engineVersion(session),
                history.version(),
                SqliteSchema.MIGRATIONS.size(),
                file.bytes(""),
                file.bytes("-wal"),
                runs.runs(),
                runs.tasks(),
                runs.events());
    }

    private Evidence evidence(Session session, Rules rules) {
        return new SqliteEvidence(session, patience, rules);
    }

    private void examineRecords(Session session, Evidence evidence, RunsExamination runs) {
        step(EnumSet.of(Check.REFERENCES), () -> inOneState(session, () -> foreignKeys(session)));
        step(OF_RUNS, runs::examine);
        if (!runs.complete()) {
            made.removeAll(OF_RUNS);
        }
        step(
                EnumSet.of(Check.COUNTERS),
                () -> evidence.<Boolean>inOneState(records -> {
                    records.eachBreach(findings::add);
                    return true;
                }));
        step(
                EnumSet.of(Check.LEASES),
                () -> evidence.<Boolean>inOneState(records -> {
                    records.eachOverdueLease(
                            clock.instant().minus(OVERDUE), lease -> findings.add(Symptom.OVERDUE_LEASE, lease));
                    return true;
                }));
        step(EnumSet.of(Check.SEQUENCES), () -> inOneState(session, () -> sequences(session)));
    }

    /** Makes a check; one that fails is not made, and its failure a finding. */
    private void step(Collection<Check> checks, Runnable check) {
        try {
            check.run();
        } catch (OrchestratorException e) {
            made.removeAll(checks);
            String names =
                    String.join(", ", checks.stream().map(Check::wireName).toList());
            findings.add(symptom(e), new Example("check " + names, e.message()));
        }
    }

    private static Symptom symptom(OrchestratorException failure) {
        return switch (failure.code()) {
            case STORE_BUSY -> Symptom.FILE_BUSY;
            case STORE_CORRUPT -> Symptom.DAMAGED;
            case STORE_UNAVAILABLE -> Symptom.FILE_FAILING;
            default -> Symptom.UNREADABLE_CHECK;
        };
    }

    private void inOneState(Session session, Runnable work) {
        SqliteEvidence.inOneState(session, patience, () -> {
            work.run();
            return true;
        });
    }

    /** SQLite's own words: pages, tables and indexes by number and name. */
    private void integrity(Session session) {
        List<String> answers = session.list(HealthSql.INTEGRITY, Binding.NONE, Columns::text);
        if (!answers.equals(List.of("ok"))) {
            answers.forEach(answer -> findings.add(Symptom.DAMAGED, new Example("page", answer)));
        }
    }

    private void foreignKeys(Session session) {
        session.each(HealthSql.FOREIGN_KEYS, Binding.NONE, row -> {
            String where = row.textOrNull() + " row " + row.textOrNull();
            findings.add(Symptom.MISSING_RECORD, new Example(where, "belongs to what is not in " + row.textOrNull()));
            return true;
        });
    }

    private void sequences(Session session) {
        session.each(HealthSql.SEQUENCES_BEHIND, Binding.NONE, row -> {
            findings.add(Symptom.SEQUENCE_BEHIND, new Example(row.text(), row.text()));
            return true;
        });
    }

    /** Looked for first: with a journal beside it SQLite may refuse to open the file. */
    private void journal() {
        long bytes = file.bytes("-journal");
        if (bytes > 0) {
            findings.add(Symptom.STRAY_JOURNAL, new Example("-journal", bytes + " bytes"));
        }
    }

    private void log() {
        long bytes = file.bytes("-wal");
        if (bytes > LARGE_LOG_BYTES) {
            findings.add(Symptom.LARGE_LOG, new Example("-wal", bytes + " bytes"));
        }
    }
}
