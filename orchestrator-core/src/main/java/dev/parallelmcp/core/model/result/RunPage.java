package dev.parallelmcp.core.model.result;

import dev.parallelmcp.core.model.Run;
import java.util.List;
import java.util.Optional;

/**
 * A page of runs.
 *
 * @param truncated the page ended early because the answer grew too large
 * @param nextOffset present when there may be more: what to pass as offset next
 */
public record RunPage(List<Run> runs, boolean truncated, Optional<Integer> nextOffset) {
    public RunPage {
        runs = List.copyOf(runs);
    }
}
