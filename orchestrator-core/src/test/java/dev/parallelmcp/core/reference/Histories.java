package dev.parallelmcp.core.reference;

import dev.parallelmcp.core.engine.Operations;
import dev.parallelmcp.core.engine.OrchestratorOptions;
import java.time.Duration;
import java.util.Optional;

/** What all histories have in common. */
final class Histories {

    /** Small enough for a history to run into every limit. */
    static final OrchestratorOptions OPTIONS = OrchestratorOptions.DEFAULT
            .withMaxTasksPerRun(14)
            .withMaxPayloadBytes(64)
            .withMaxAttempts(3)
            .withRetain(Duration.ofHours(6));

    private Histories() {}

    /** What the model says of the operations; a test may say something else. */
    interface Specification {

        Specification OURS = ReferenceModel::as;

        Operations of(ReferenceModel model, Optional<String> namespace);
    }
}
