package dev.parallelmcp.server.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parallelmcp.core.doctor.Check;
import dev.parallelmcp.core.doctor.Diagnosis;
import dev.parallelmcp.core.doctor.Facts;
import dev.parallelmcp.core.doctor.Finding;
import java.nio.file.Path;

/** A diagnosis for programs. The names of the fields are part of the contract. */
final class DiagnosisJson {

    private DiagnosisJson() {}

    static String of(Diagnosis diagnosis, Path file, String version) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("database", file.toString());
        json.put("programVersion", version);
        json.put("verdict", diagnosis.verdict().wireName());
        diagnosis.facts().ifPresent(facts -> put(json, facts));
        ArrayNode made = json.putArray("checksMade");
        for (Check check : Check.values()) {
            if (diagnosis.made().contains(check)) {
                made.add(check.wireName());
            }
        }
        ArrayNode findings = json.putArray("findings");
        diagnosis.findings().forEach(finding -> put(findings.addObject(), finding));
        return json.toString();
    }

    private static void put(ObjectNode json, Facts facts) {
        json.put("engineVersion", facts.engineVersion());
        json.put("schemaVersion", facts.schemaVersion());
        json.put("knownSchemaVersion", facts.knownSchemaVersion());
        json.put("databaseBytes", facts.databaseBytes());
        json.put("logBytes", facts.logBytes());
        json.put("runs", facts.runs());
        json.put("tasks", facts.tasks());
        json.put("events", facts.events());
    }

    private static void put(ObjectNode json, Finding finding) {
        json.put("severity", finding.severity().wireName());
        json.put("check", finding.check().wireName());
        json.put("symptom", finding.symptom().wireName());
        json.put("found", finding.symptom().found());
        json.put("meaning", finding.symptom().meaning());
        json.put("remedy", finding.symptom().remedy());
        json.put("count", finding.count());
        ArrayNode examples = json.putArray("examples");
        finding.examples().forEach(example -> {
            ObjectNode one = examples.addObject().put("id", example.id());
            if (!example.detail().isEmpty()) {
                one.put("detail", example.detail());
            }
        });
    }
}
