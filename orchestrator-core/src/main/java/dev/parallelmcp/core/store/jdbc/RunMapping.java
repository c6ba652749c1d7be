package dev.parallelmcp.core.store.jdbc;

import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunGate;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.RunTally;
import dev.parallelmcp.core.store.RunRow;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** A run as a row: the columns in the order of the table, without seq. */
final class RunMapping {
    static final Names<RunStatus> STATUSES = Names.of(RunStatus.class);
    private static final Names<RunGate> GATES = Names.of(RunGate.class);

    private RunMapping() {}

    static RunRow read(Columns row) throws SQLException {
        String id = row.text();
        String namespace = row.text();
        Optional<String> externalId = Optional.ofNullable(row.textOrNull());
        RunStatus status = row.name(STATUSES);
        RunGate gate = row.name(GATES);
        boolean keepOpen = row.flag();
        Optional<String> currentContext = Optional.ofNullable(row.textOrNull());
        Instant createdAt = row.time();
        Instant updatedAt = row.time();
        RunTally tally = readTally(row);
        Optional<Json> metadata = Optional.ofNullable(row.jsonOrNull());
        Run run = new Run(id, namespace, externalId, status, metadata, currentContext, keepOpen, createdAt, updatedAt);
        return new RunRow(run, gate, tally);
    }

    static RunTally readTally(Columns row) throws SQLException {
        return new RunTally(
                row.smallNumber(),
                row.smallNumber(),
                row.smallNumber(),
                row.smallNumber(),
                row.smallNumber(),
                row.smallNumber(),
                row.smallNumber(),
                row.smallNumber(),
                row.smallNumber());
    }

    static void bind(Params params, RunRow row) throws SQLException {
        Run run = row.run();
        params.text(run.id())
                .text(run.namespace())
                .text(run.externalId().orElse(null))
                .name(run.status())
                .name(row.gate())
                .flag(run.keepOpen())
                .text(run.currentContextSnapshotId().orElse(null))
                .time(run.createdAt())
                .time(run.updatedAt());
        bindTally(params, row.tally());
        params.json(run.metadata().orElse(null));
    }

    static void bindTally(Params params, RunTally tally) throws SQLException {
        params.number(tally.queued())
                .number(tally.queuedUnmet())
                .number(tally.leased())
                .number(tally.running())
                .number(tally.blocked())
                .number(tally.waitingInput())
                .number(tally.completed())
                .number(tally.failed())
                .number(tally.cancelled());
    }
}
