package dev.parallelmcp.core.model.result;

import dev.parallelmcp.core.model.MaintenanceWork;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** How much of each kind of work there was; every kind is there. */
public record MaintenanceResult(Map<MaintenanceWork, Integer> counts) {

    public MaintenanceResult {
        EnumMap<MaintenanceWork, Integer> all = new EnumMap<>(MaintenanceWork.class);
        for (MaintenanceWork work : MaintenanceWork.values()) {
            all.put(work, counts.getOrDefault(work, 0));
        }
        counts = Collections.unmodifiableMap(all);
    }
}
