package dev.parallelmcp.core.doctor;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an examination found out.
 *
 * @param facts what there is; empty when the database could not be opened
 * @param made the checks that were made to their end
 * @param findings in the order of the checks
 */
public record Diagnosis(Optional<Facts> facts, Set<Check> made, List<Finding> findings) {

    public Diagnosis {
        made = Set.copyOf(made);
        findings = List.copyOf(findings);
    }

    public Verdict verdict() {
        if (count(Severity.FAULT) > 0) {
            return Verdict.FAULTY;
        }
        return made.size() == Check.values().length && count(Severity.OBSTACLE) == 0
                ? Verdict.CLEAN
                : Verdict.UNEXAMINED;
    }

    /** How many sorts of findings are of this severity. */
    public long count(Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }

    /** What one check found. */
    public List<Finding> of(Check check) {
        return findings.stream().filter(finding -> finding.check() == check).toList();
    }
}
