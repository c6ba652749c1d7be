package dev.parallelmcp.core.error;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What an {@link OrchestratorException} says, as a value. */
public record Refusal(
        ErrorCode code,
        String message,
        boolean retryable,
        Map<String, String> ids,
        Optional<String> nextTool,
        Optional<Long> retryAfterMs) {

    public Refusal {
        ids = Collections.unmodifiableMap(new LinkedHashMap<>(ids));
    }

    public static Refusal of(OrchestratorException e) {
        return new Refusal(
                e.code(),
                e.message(),
                e.retryable(),
                e.ids(),
                e.nextTool(),
                e.retryAfterMs().isPresent() ? Optional.of(e.retryAfterMs().getAsLong()) : Optional.empty());
    }
}
