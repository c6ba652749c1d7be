package dev.parallelmcp.server.cli;

import dev.parallelmcp.core.doctor.Diagnosis;
import dev.parallelmcp.core.doctor.Severity;
import dev.parallelmcp.core.doctor.Verdict;
import dev.parallelmcp.core.store.sqlite.SqliteDoctor;
import dev.parallelmcp.server.drill.DatabaseCheck;
import java.nio.file.Path;
import java.util.List;

/** What {@code doctor} would find wrong with a database. */
final class DoctorCheck implements DatabaseCheck {

    @Override
    public List<String> problems(Path database) {
        Diagnosis diagnosis = SqliteDoctor.examine(database);
        if (diagnosis.verdict() == Verdict.CLEAN) {
            return List.of();
        }
        List<String> problems = diagnosis.findings().stream()
                .filter(finding -> finding.severity() != Severity.HINT)
                .map(finding -> "doctor: " + finding.symptom().found() + " " + finding.examples())
                .toList();
        return problems.isEmpty() ? List.of("doctor: not all checks could be made") : problems;
    }
}
