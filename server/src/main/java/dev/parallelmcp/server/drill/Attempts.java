package dev.parallelmcp.server.drill;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;

/** Finds attempts in what the database says of a task. */
final class Attempts {

    private static final Set<String> NOT_ENDED_BY_HOLDER = Set.of("leased", "running", "expired");

    private Attempts() {}

    static Optional<JsonNode> of(Evidence evidence, String taskId, String attemptId) {
        return evidence.task(taskId).flatMap(found -> {
            for (JsonNode attempt : found.path("attempts")) {
                if (attempt.path("id").asText().equals(attemptId)) {
                    return Optional.of(attempt);
                }
            }
            return Optional.empty();
        });
    }

    /** Whether its holder has ended it, and not time. */
    static boolean endedByHolder(Evidence evidence, String taskId, String attemptId) {
        return of(evidence, taskId, attemptId)
                .filter(attempt ->
                        !NOT_ENDED_BY_HOLDER.contains(attempt.path("status").asText()))
                .isPresent();
    }
}
