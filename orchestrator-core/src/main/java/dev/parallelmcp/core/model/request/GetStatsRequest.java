package dev.parallelmcp.core.model.request;

import java.util.Optional;

/**
 * Asks how much there is to do.
 *
 * @param namespace empty for all
 */
public record GetStatsRequest(Optional<String> namespace) {

    public GetStatsRequest {
        Rules.name("namespace", namespace);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Collects the optional parts. Not thread-safe. */
    public static final class Builder {
        private Optional<String> namespace = Optional.empty();

        private Builder() {}

        public Builder namespace(String namespace) {
            this.namespace = Optional.of(namespace);
            return this;
        }

        public GetStatsRequest build() {
            return new GetStatsRequest(namespace);
        }
    }
}
