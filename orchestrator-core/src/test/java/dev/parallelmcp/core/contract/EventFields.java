package dev.parallelmcp.core.contract;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the payload of an event is expected to say, all of it. */
final class EventFields {

    private EventFields() {}

    /** Names and values in turn. */
    static Map<String, @Nullable Object> fields(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return fields;
    }

    /** What every event about a task says, and then names and values in turn. */
    static Map<String, @Nullable Object> taskFields(
            String status,
            long attemptCount,
            @Nullable String leaseId,
            @Nullable String leasedBy,
            @Nullable String reason,
            @Nullable Object... more) {
        Map<String, @Nullable Object> fields = fields(
                "status",
                status,
                "attemptCount",
                attemptCount,
                "leaseId",
                leaseId,
                "leasedBy",
                leasedBy,
                "reason",
                reason);
        fields.putAll(fields(more));
        return fields;
    }
}
