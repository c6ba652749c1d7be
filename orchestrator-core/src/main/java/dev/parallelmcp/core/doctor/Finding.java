package dev.parallelmcp.core.doctor;

import java.util.List;

/**
 * All that was found of one sort.
 *
 * @param count how many records it is true of
 * @param examples the first of them, at most {@link #MAX_EXAMPLES}
 */
public record Finding(Symptom symptom, long count, List<Example> examples) {

    public static final int MAX_EXAMPLES = 10;

    public Finding {
        examples = List.copyOf(examples);
        if (count < 1 || examples.size() > Math.min(count, MAX_EXAMPLES)) {
            throw new IllegalArgumentException(examples.size() + " examples of " + count);
        }
    }

    public Severity severity() {
        return symptom.severity();
    }

    public Check check() {
        return symptom.check();
    }
}
