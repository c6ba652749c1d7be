package dev.parallelmcp.core.model.result;

import java.util.List;

/** The runs that were deleted. */
public record PruneResult(List<String> prunedRunIds, int count) {
    public PruneResult {
        prunedRunIds = List.copyOf(prunedRunIds);
    }
}
