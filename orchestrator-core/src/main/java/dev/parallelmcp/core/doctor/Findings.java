package dev.parallelmcp.core.doctor;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Collects what is found, in bounded memory however much it is. Not thread-safe. */
public final class Findings {

    private static final class Found {
        private final List<Example> examples = new ArrayList<>();
        private long count;
    }

    private final Map<Symptom, Found> bySymptom = new EnumMap<>(Symptom.class);

    public void add(Symptom symptom, Example example) {
        Found found = found(symptom);
        found.count++;
        keep(found, example);
    }

    /** Adds what another look found elsewhere. */
    void addAll(Findings others) {
        others.bySymptom.forEach((symptom, more) -> {
            Found found = found(symptom);
            found.count += more.count;
            more.examples.forEach(example -> keep(found, example));
        });
    }

    /** In the order of the checks. */
    public List<Finding> list() {
        return bySymptom.entrySet().stream()
                .map(entry -> new Finding(entry.getKey(), entry.getValue().count, entry.getValue().examples))
                .toList();
    }

    private Found found(Symptom symptom) {
        return bySymptom.computeIfAbsent(symptom, absent -> new Found());
    }

    private static void keep(Found found, Example example) {
        if (found.examples.size() < Finding.MAX_EXAMPLES) {
            found.examples.add(example);
        }
    }
}
