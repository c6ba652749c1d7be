package dev.parallelmcp.server.mcp;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What a client is yet to be told of a call: never more than the latest, and nothing when the reply is there. Knows
 * nothing else of the call, since it may be kept after its end. Safe for use by many threads.
 */
final class Notices {

    private final AtomicBoolean replyTaken;
    private final AtomicReference<@Nullable String> latest = new AtomicReference<>();

    Notices(AtomicBoolean replyTaken) {
        this.replyTaken = replyTaken;
    }

    /** Has the client told this, instead of what it has not been told yet; false when there was such a thing. */
    boolean put(String notice) {
        return latest.getAndSet(notice) == null;
    }

    /** What the client has to be told now. */
    String take() {
        return Objects.requireNonNull(latest.getAndSet(null), "put before it is taken");
    }

    /** Whether it still may be told. */
    boolean upToDate() {
        return !replyTaken.get();
    }
}
