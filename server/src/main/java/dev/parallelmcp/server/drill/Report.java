package dev.parallelmcp.server.drill;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What a drill found.
 *
 * @param drill its name
 * @param figures what was counted and measured
 * @param failures what should not be, in words; none when the drill is passed
 * @param summary the drill in one line
 */
public record Report(String drill, List<Figure> figures, List<String> failures, String summary) {

    public Report {
        figures = List.copyOf(figures);
        failures = List.copyOf(failures);
    }

    public boolean passed() {
        return failures.isEmpty();
    }

    /** Aligned lines, what failed, and the verdict last. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        figures.forEach(figure -> lines.add(figure.text()));
        failures.forEach(failure -> lines.add("  FAILED: " + failure));
        lines.add(drill + ": " + (passed() ? "PASSED " : "FAILED ") + summary);
        return lines;
    }

    /** The same as one object of JSON. */
    public String json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("drill", drill).put("passed", passed()).put("summary", summary);
        ObjectNode values = json.putObject("figures");
        figures.forEach(figure -> values.putPOJO(figure.name(), figure.value()));
        ArrayNode problems = json.putArray("failures");
        failures.forEach(problems::add);
        return json.toPrettyString();
    }
}
