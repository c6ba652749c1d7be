package dev.parallelmcp.core.doctor;

import dev.parallelmcp.core.model.RunTally;
import dev.parallelmcp.core.model.TaskStatus;
import java.util.ArrayList;
import java.util.List;

/** Says where two countings differ. */
final class TallyWords {

    private TallyWords() {}

    static String difference(RunTally stored, RunTally counted) {
        List<String> words = new ArrayList<>();
        for (TaskStatus status : TaskStatus.values()) {
            tell(words, status.wireName(), stored.of(status), counted.of(status));
        }
        tell(words, "queued with unmet dependencies", stored.queuedUnmet(), counted.queuedUnmet());
        return String.join("; ", words);
    }

    private static void tell(List<String> words, String what, int stored, int counted) {
        if (stored != counted) {
            words.add(what + " is " + stored + ", counted " + counted);
        }
    }
}
