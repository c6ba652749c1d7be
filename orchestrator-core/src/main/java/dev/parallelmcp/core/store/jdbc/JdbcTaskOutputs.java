package dev.parallelmcp.core.store.jdbc;

import dev.parallelmcp.core.model.OutputType;
import dev.parallelmcp.core.model.TaskOutput;
import dev.parallelmcp.core.store.Listing;
import dev.parallelmcp.core.store.OutputRoom;
import dev.parallelmcp.core.store.Page;
import dev.parallelmcp.core.store.PageBuilder;
import dev.parallelmcp.core.store.Sizes;
import dev.parallelmcp.core.store.TaskOutputDraft;
import dev.parallelmcp.core.store.TaskOutputs;
import dev.parallelmcp.core.store.TaskRow;
import java.sql.SQLException;
import java.util.Optional;

/** What was put out for tasks, in a SQL database. */
public final class JdbcTaskOutputs implements TaskOutputs {
    private static final Names<OutputType> TYPES = Names.of(OutputType.class);

    private static final String LIST = """
            SELECT sequence, attempt_id, type, name, value, created_at
            FROM task_outputs
            WHERE task_seq = (SELECT seq FROM tasks WHERE id = ?) AND sequence > ?
            ORDER BY sequence
            LIMIT ?
            """;

    /** The new entry is counted before it is there: so it gets its number. */
    private static final String COUNT_IN = """
            INSERT INTO task_output_totals (task_seq, oldest, latest, bytes)
            VALUES (?, 1, 1, ?)
            ON CONFLICT (task_seq) DO UPDATE
            SET latest = task_output_totals.latest + 1, bytes = task_output_totals.bytes + excluded.bytes
            RETURNING oldest, latest, bytes
            """;

    private static final String INSERT = """
            INSERT INTO task_outputs (task_seq, sequence, attempt_id, type, name, value, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """;

    /** Sizes stand in the head of a row, so no value is read. */
    private static final String SIZES = """
            SELECT octet_length(value) FROM task_outputs WHERE task_seq = ? ORDER BY sequence
            """;

    private static final String DROP = """
            DELETE FROM task_outputs WHERE task_seq = ? AND sequence < ?
            """;

    private static final String COUNT_OUT = """
            UPDATE task_output_totals SET oldest = ?, bytes = ? WHERE task_seq = ?
            """;

    private final Session session;

    public JdbcTaskOutputs(Session session) {
        this.session = session;
    }

    @Override
    public Listing<TaskOutput> list(String taskId, long afterSequence, Page page) {
        PageBuilder<TaskOutput> outputs = new PageBuilder<>(page.maxBytes());
        session.each(LIST, params -> params.text(taskId).number(afterSequence).number(page.limit()), row -> {
            TaskOutput output = read(row);
            return outputs.add(output, Sizes.of(output));
        });
        return outputs.listing();
    }

    @Override
    public long append(TaskRow task, TaskOutputDraft draft, OutputRoom room) {
        long taskSeq = task.spec().seq();
        OutputTotals totals = session.first(
                        COUNT_IN,
                        params -> params.number(taskSeq).number(draft.value().utf8Bytes()),
                        row -> new OutputTotals(row.number(), row.number(), row.number()))
                .orElseThrow(() -> new IllegalStateException("the new output has no number"));
        session.update(
                INSERT,
                params -> params.number(taskSeq)
                        .number(totals.latest())
                        .text(draft.attemptId())
                        .name(draft.type())
                        .text(draft.name())
                        .json(draft.value())
                        .time(draft.createdAt()));
        if (!totals.fit(room)) {
            dropOldest(taskSeq, totals, room);
        }
        return totals.latest();
    }

    /** Every entry is dropped once, so this costs what was added. */
    private void dropOldest(long taskSeq, OutputTotals totals, OutputRoom room) {
        session.each(SIZES, params -> params.number(taskSeq), row -> {
            totals.withoutOldest(row.number());
            return !totals.fit(room);
        });
        session.update(DROP, params -> params.number(taskSeq).number(totals.oldest()));
        session.update(
                COUNT_OUT,
                params -> params.number(totals.oldest()).number(totals.bytes()).number(taskSeq));
    }

    private static TaskOutput read(Columns row) throws SQLException {
        return new TaskOutput(
                row.number(),
                row.text(),
                row.name(TYPES),
                Optional.ofNullable(row.textOrNull()),
                row.json(),
                row.time());
    }
}
