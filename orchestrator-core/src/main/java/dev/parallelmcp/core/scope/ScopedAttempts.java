package dev.parallelmcp.core.scope;

import dev.parallelmcp.core.store.AttemptEnd;
import dev.parallelmcp.core.store.AttemptRow;
import dev.parallelmcp.core.store.Attempts;
import java.time.Instant;

/** The attempts at tasks of one namespace. Writes go by the attempt that a task shows, and that task was found before. */
final class ScopedAttempts extends ScopedAttemptReads implements Attempts {

    private final Attempts whole;

    ScopedAttempts(Attempts whole, Sight sight) {
        super(whole, sight);
        this.whole = whole;
    }

    @Override
    public AttemptRow insert(AttemptRow row) {
        return whole.insert(row);
    }

    @Override
    public void start(String attemptId, Instant at) {
        whole.start(attemptId, at);
    }

    @Override
    public AttemptRow renew(String attemptId, Instant expiresAt, Instant heartbeatAt) {
        return whole.renew(attemptId, expiresAt, heartbeatAt);
    }

    @Override
    public void end(AttemptEnd end) {
        whole.end(end);
    }
}
