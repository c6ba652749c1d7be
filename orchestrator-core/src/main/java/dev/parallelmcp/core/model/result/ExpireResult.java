package dev.parallelmcp.core.model.result;

import java.util.List;

/** The tasks whose lease ran out or whose attempt timed out. */
public record ExpireResult(List<String> expiredTaskIds, int count) {
    public ExpireResult {
        expiredTaskIds = List.copyOf(expiredTaskIds);
    }
}
