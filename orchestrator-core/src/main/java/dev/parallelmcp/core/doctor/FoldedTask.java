package dev.parallelmcp.core.doctor;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the log tells of a task: how its last event left it.
 *
 * @param status by its outside name
 */
public record FoldedTask(
        String runId,
        String status,
        long attemptCount,
        @Nullable String leaseId,
        @Nullable String leasedBy,
        @Nullable String reason) {

    /** How this one, which is stored, differs from what the log tells. Reasons are people's own words and not quoted. */
    String differenceFrom(FoldedTask logged) {
        StringBuilder text = new StringBuilder();
        tell(text, "runId", runId, logged.runId);
        tell(text, "status", status, logged.status);
        tell(text, "attemptCount", attemptCount, logged.attemptCount);
        tell(text, "leaseId", leaseId, logged.leaseId);
        tell(text, "leasedBy", leasedBy, logged.leasedBy);
        if (!Objects.equals(reason, logged.reason)) {
            text.append(text.isEmpty() ? "" : "; ").append("another reason");
        }
        return text.toString();
    }

    private static void tell(StringBuilder text, String field, @Nullable Object stored, @Nullable Object logged) {
        if (!Objects.equals(stored, logged)) {
            text.append(text.isEmpty() ? "" : "; ")
                    .append(field)
                    .append(" is ")
                    .append(stored == null ? "none" : stored)
                    .append(", by the log ")
                    .append(logged == null ? "none" : logged);
        }
    }
}
