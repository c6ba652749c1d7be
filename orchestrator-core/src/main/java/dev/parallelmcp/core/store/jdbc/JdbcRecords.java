package dev.parallelmcp.core.store.jdbc;

import dev.parallelmcp.core.doctor.Example;
import dev.parallelmcp.core.doctor.FoldedRun;
import dev.parallelmcp.core.doctor.FoldedTask;
import dev.parallelmcp.core.doctor.LoggedEvent;
import dev.parallelmcp.core.doctor.Records;
import dev.parallelmcp.core.doctor.RunSize;
import dev.parallelmcp.core.doctor.RunSpan;
import dev.parallelmcp.core.doctor.StoredRun;
import dev.parallelmcp.core.doctor.StoredTask;
import dev.parallelmcp.core.doctor.Symptom;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** What is examined of a SQL database. Any text may be where an id should be: a damaged database is read too. */
public final class JdbcRecords implements Records {

    private final Session session;
    private final Rules rules;

    public JdbcRecords(Session session, Rules rules) {
        this.session = session;
        this.rules = rules;
    }

    @Override
    public List<RunSize> runsAfter(long seq, int limit) {
        return session.list(
                InspectionSql.RUNS_AFTER,
                params -> params.number(seq).number(limit),
                row -> new RunSize(row.number(), row.number()));
    }

    @Override
    public void eachRun(RunSpan span, Consumer<StoredRun> visitor) {
        session.each(InspectionSql.RUNS, of(span), row -> {
            String id = text(row);
            FoldedRun state = new FoldedRun(text(row), row.flag());
            visitor.accept(new StoredRun(id, state, text(row), RunMapping.readTally(row)));
            return true;
        });
    }

    @Override
    public void eachTask(RunSpan span, Consumer<StoredTask> visitor) {
        session.each(InspectionSql.TASKS, of(span), row -> {
            String id = text(row);
            FoldedTask state = new FoldedTask(
                    text(row), text(row), row.number(), row.textOrNull(), row.textOrNull(), row.textOrNull());
            visitor.accept(new StoredTask(id, state, row.smallNumber()));
            return true;
        });
    }

    @Override
    public void eachEvent(RunSpan span, Consumer<LoggedEvent> visitor) {
        session.each(InspectionSql.EVENTS, of(span), row -> {
            visitor.accept(new LoggedEvent(row.number(), text(row), row.textOrNull(), text(row), text(row)));
            return true;
        });
    }

    @Override
    public void eachBreach(RunSpan span, BiConsumer<Symptom, Example> visitor) {
        rules.ofRuns().forEach(rule -> each(rule, of(span), visitor));
    }

    @Override
    public void eachBreach(BiConsumer<Symptom, Example> visitor) {
        rules.ofAll().forEach(rule -> each(rule, Binding.NONE, visitor));
    }

    @Override
    public void eachOverdueLease(Instant instant, Consumer<Example> visitor) {
        session.each(InspectionSql.OVERDUE_LEASES, params -> params.time(instant), row -> {
            visitor.accept(new Example(text(row), text(row)));
            return true;
        });
    }

    private void each(Rule rule, Binding binding, BiConsumer<Symptom, Example> visitor) {
        session.each(rule.sql(), binding, row -> {
            visitor.accept(rule.symptom(), new Example(text(row), text(row)));
            return true;
        });
    }

    private static Binding of(RunSpan span) {
        return params -> params.number(span.firstSeq()).number(span.lastSeq());
    }

    private static String text(Columns row) throws SQLException {
        return String.valueOf(row.textOrNull());
    }
}
