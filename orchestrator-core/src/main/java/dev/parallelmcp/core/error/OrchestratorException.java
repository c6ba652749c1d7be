package dev.parallelmcp.core.error;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one exception of the orchestration core. Whenever it is thrown, the operation changed nothing.
 *
 * <p>The message is complete for a person or a model to act upon and never contains a path, SQL or a stack trace.
 */
public final class OrchestratorException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}+");

    private final ErrorCode code;
    private final transient Map<String, String> ids;
    private final boolean retryable;
    private final @Nullable String nextTool;
    private final long retryAfterMs;

    private OrchestratorException(Builder builder) {
        super(builder.message, builder.cause);
        this.code = builder.code;
        this.ids = Collections.unmodifiableMap(new LinkedHashMap<>(builder.ids));
        this.retryable = builder.retryable;
        this.nextTool = builder.nextTool;
        this.retryAfterMs = builder.retryAfterMs;
    }

    /** Starts an exception with the code's own answer to "may I retry". */
    public static Builder builder(ErrorCode code, String message) {
        return new Builder(code, message);
    }

    /** An exception that names no record. */
    public static OrchestratorException of(ErrorCode code, String message) {
        return builder(code, message).build();
    }

    /** A bad argument; {@code field} is the name the caller used. */
    public static OrchestratorException invalidArgument(String field, String problem) {
        return of(ErrorCode.INVALID_ARGUMENT, field + ": " + problem);
    }

    /** The same about one part of what was asked; {@code place} says which, in the words of the caller. */
    public OrchestratorException at(String place) {
        Builder builder = builder(code, place + ": " + message()).cause(this);
        builder.ids.putAll(ids);
        builder.retryable = retryable;
        builder.nextTool = nextTool;
        builder.retryAfterMs = retryAfterMs;
        return builder.build();
    }

    public ErrorCode code() {
        return code;
    }

    /** The message without its absence: never null. */
    public String message() {
        String message = getMessage();
        return message == null ? code.name() : message;
    }

    /** The records concerned, by field name ({@code taskId}, {@code leaseId} …), in the order they were named. */
    public Map<String, String> ids() {
        return ids;
    }

    /** Whether the identical call may succeed later. */
    public boolean retryable() {
        return retryable;
    }

    /** The operation to call next, where one helps. */
    public Optional<String> nextTool() {
        return Optional.ofNullable(nextTool);
    }

    /** How long to wait before a retry, in milliseconds, where that is known. */
    public OptionalLong retryAfterMs() {
        return retryAfterMs < 0 ? OptionalLong.empty() : OptionalLong.of(retryAfterMs);
    }

    /** Collects what an exception says. Not thread-safe. */
    public static final class Builder {
        private final ErrorCode code;
        private final String message;
        private final Map<String, String> ids = new LinkedHashMap<>();
        private boolean retryable;
        private @Nullable String nextTool;
        private long retryAfterMs = -1;
        private @Nullable Throwable cause;

        private Builder(ErrorCode code, String message) {
            this.code = code;
            // What a message quotes may hold line ends and escape sequences; whoever prints it expects one line.
            this.message = CONTROLS.matcher(message).replaceAll(" ");
            this.retryable = code.retryable();
        }

        public Builder id(String name, String value) {
            ids.put(name, value);
            return this;
        }

        /** Marks the call as worth repeating although its code in general is not. */
        public Builder retryAfterMs(long millis) {
            this.retryable = true;
            this.retryAfterMs = millis;
            return this;
        }

        public Builder nextTool(String tool) {
            this.nextTool = tool;
            return this;
        }

        public Builder cause(Throwable cause) {
            this.cause = cause;
            return this;
        }

        public OrchestratorException build() {
            return new OrchestratorException(this);
        }
    }
}
