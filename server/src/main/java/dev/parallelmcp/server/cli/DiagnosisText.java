package dev.parallelmcp.server.cli;

import dev.parallelmcp.core.doctor.Check;
import dev.parallelmcp.core.doctor.Diagnosis;
import dev.parallelmcp.core.doctor.Example;
import dev.parallelmcp.core.doctor.Facts;
import dev.parallelmcp.core.doctor.Finding;
import dev.parallelmcp.core.doctor.Severity;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A diagnosis for a person: what there is, each check in a line, what was found, and the verdict last. */
final class DiagnosisText {

    private static final double MEBIBYTE = 1 << 20;

    private final PrintWriter out;

    DiagnosisText(PrintWriter out) {
        this.out = out;
    }

    void print(Diagnosis diagnosis, Path file, String version) {
        out.println("database    " + file);
        out.println("program     parallel-mcp " + version);
        diagnosis.facts().ifPresent(this::print);
        out.println();
        for (Check check : Check.values()) {
            line(check.wireName(), result(diagnosis, check));
        }
        diagnosis.findings().forEach(this::print);
        out.println();
        out.println("verdict     " + verdict(diagnosis));
    }

    private void print(Facts facts) {
        line("engine", "SQLite " + facts.engineVersion());
        line("schema", "version " + facts.schemaVersion() + ", this program's is " + facts.knownSchemaVersion());
        line("size", mebibytes(facts.databaseBytes()) + ", write-ahead log " + mebibytes(facts.logBytes()));
        line("examined", facts.runs() + " runs, " + facts.tasks() + " tasks, " + facts.events() + " events");
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MiB", bytes / MEBIBYTE);
    }

    private static String result(Diagnosis diagnosis, Check check) {
        List<Finding> findings = diagnosis.of(check);
        if (findings.stream().anyMatch(finding -> finding.severity() == Severity.FAULT)) {
            return "FAULT";
        }
        if (!diagnosis.made().contains(check)) {
            return "not made";
        }
        return findings.isEmpty() ? "ok" : "hint";
    }

    private void print(Finding finding) {
        out.println();
        out.println(finding.severity().name() + " " + finding.symptom().wireName());
        line("found", finding.symptom().found());
        line("means", finding.symptom().meaning());
        line("do", finding.symptom().remedy());
        finding.examples().forEach(example -> line("", words(example)));
        if (finding.count() > finding.examples().size()) {
            line("", "and " + (finding.count() - finding.examples().size()) + " more");
        }
    }

    private static String words(Example example) {
        return example.detail().isEmpty() ? example.id() : example.id() + ": " + example.detail();
    }

    private void line(String name, String text) {
        out.println(String.format(Locale.ROOT, "  %-10s%s", name, text).stripTrailing());
    }

    private static String verdict(Diagnosis diagnosis) {
        return switch (diagnosis.verdict()) {
            case CLEAN -> "in order" + hints(diagnosis);
            case FAULTY -> counted(diagnosis.count(Severity.FAULT), "fault") + hints(diagnosis);
            case UNEXAMINED -> "could not be examined" + (diagnosis.facts().isPresent() ? " to the end" : "");
        };
    }

    private static String hints(Diagnosis diagnosis) {
        long hints = diagnosis.count(Severity.HINT);
        return hints == 0 ? "" : ", " + counted(hints, "hint");
    }

    private static String counted(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
