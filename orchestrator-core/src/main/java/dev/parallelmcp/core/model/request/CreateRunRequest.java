package dev.parallelmcp.core.model.request;

import dev.parallelmcp.core.model.Json;
import java.util.Optional;

/**
 * Asks for a new run.
 */
public record CreateRunRequest(
        Optional<String> id,
        Optional<String> namespace,
        Optional<String> externalId,
        Optional<Json> metadata,
        Optional<Json> context,
        boolean keepOpen,
        Optional<String> clientToken)
        implements Mutation {

    public CreateRunRequest {
        Rules.id("id", id);
        Rules.name("namespace", namespace);
        Rules.name("externalId", externalId);
        Rules.object("metadata", metadata);
        Rules.name("clientToken", clientToken);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Collects the optional parts. Not thread-safe. */
    public static final class Builder {
        private Optional<String> id = Optional.empty();
        private Optional<String> namespace = Optional.empty();
        private Optional<String> externalId = Optional.empty();
        private Optional<Json> metadata = Optional.empty();
        private Optional<Json> context = Optional.empty();
        private boolean keepOpen;
        private Optional<String> clientToken = Optional.empty();

        private Builder() {}

        public Builder id(String id) {
            this.id = Optional.of(id);
            return this;
        }

        public Builder namespace(String namespace) {
            this.namespace = Optional.of(namespace);
            return this;
        }

        public Builder externalId(String externalId) {
            this.externalId = Optional.of(externalId);
            return this;
        }

        public Builder metadata(Json metadata) {
            this.metadata = Optional.of(metadata);
            return this;
        }

        /** The first snapshot of the run's context chain. */
        public Builder context(Json context) {
            this.context = Optional.of(context);
            return this;
        }

        /** Keeps the run active when its tasks have ended, until close_run. */
        public Builder keepOpen() {
            this.keepOpen = true;
            return this;
        }

        /** Makes the call safe to repeat: the same token and arguments take effect once. */
        public Builder clientToken(String clientToken) {
            this.clientToken = Optional.of(clientToken);
            return this;
        }

        public CreateRunRequest build() {
            return new CreateRunRequest(id, namespace, externalId, metadata, context, keepOpen, clientToken);
        }
    }
}
