package dev.parallelmcp.core.store.jdbc;

import java.util.List;
import java.util.stream.Stream;

/**
 * What an examination goes by.
 *
 * @param ofRuns rules that hold within single runs
 * @param ofAll rules that hold over the whole database
 */
public record Rules(List<Rule> ofRuns, List<Rule> ofAll) {

    /** Those that every schema since the first obeys. */
    public static final Rules FIRST = new Rules(
            Stream.of(TaskRules.ALL, LeaseRules.ALL, ReferenceRules.ALL)
                    .flatMap(List::stream)
                    .toList(),
            List.of());

    /** Those of a schema that keeps statistics. */
    public static final Rules OF_STATISTICS = new Rules(List.of(), CountRules.STATISTICS);

    /** Those of a schema that keeps what workers put out. */
    public static final Rules OF_OUTPUTS = new Rules(CountRules.OUTPUTS, List.of());

    /** Those of a schema that counts what waits. */
    public static final Rules OF_QUEUES = new Rules(List.of(), CountRules.QUEUES);

    public Rules {
        ofRuns = List.copyOf(ofRuns);
        ofAll = List.copyOf(ofAll);
    }

    public Rules and(Rules more) {
        return new Rules(
                Stream.concat(ofRuns.stream(), more.ofRuns.stream()).toList(),
                Stream.concat(ofAll.stream(), more.ofAll.stream()).toList());
    }
}
