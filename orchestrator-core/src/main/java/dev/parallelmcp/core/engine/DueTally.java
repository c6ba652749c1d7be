package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.model.MaintenanceWork;
import dev.parallelmcp.core.scope.Scope;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What time has brought, as far as the caller sees it. */
final class DueTally {

    private final Scope scope;
    private final List<String> expiredTaskIds = new ArrayList<>();
    private final Map<MaintenanceWork, Integer> counts = new EnumMap<>(MaintenanceWork.class);

    private final Map<String, RuntimeException> failures = new LinkedHashMap<>();

    DueTally(Scope scope) {
        this.scope = scope;
    }

    void count(MaintenanceWork work, String taskId, String namespace) {
        if (scope.sees(namespace)) {
            counts.merge(work, 1, Integer::sum);
            if (work == MaintenanceWork.LEASES_EXPIRED || work == MaintenanceWork.ATTEMPTS_TIMED_OUT) {
                expiredTaskIds.add(taskId);
            }
        }
    }

    void count(MaintenanceWork work, int items) {
        counts.merge(work, items, Integer::sum);
    }

    void failed(String taskId, RuntimeException failure) {
        failures.put(taskId, failure);
    }

    void add(DueTally more) {
        failures.putAll(more.failures);
        expiredTaskIds.addAll(more.expiredTaskIds);
        more.counts.forEach(this::count);
    }

    /** Tasks whose lease ran out or whose attempt timed out. */
    List<String> expiredTaskIds() {
        return expiredTaskIds;
    }

    /** By task, why what is due could not be done to it. */
    Map<String, RuntimeException> failures() {
        return failures;
    }

    Map<MaintenanceWork, Integer> counts() {
        return counts;
    }
}
