package dev.parallelmcp.core.store;

import dev.parallelmcp.core.model.Json;
import java.util.Optional;

/** The texts of a {@link TaskOutcome}. */
public record OutcomeTexts(String taskId, Optional<Json> output, Optional<String> error) {}
