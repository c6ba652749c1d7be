package dev.parallelmcp.core.doctor;

import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** One consistent state of a database. Nothing here reads a payload. */
public interface Records {

    /** The runs after this place in the order of creation, at most {@code limit}. */
    List<RunSize> runsAfter(long seq, int limit);

    void eachRun(RunSpan span, Consumer<StoredRun> visitor);

    void eachTask(RunSpan span, Consumer<StoredTask> visitor);

    /** Within a run in the order of ids. */
    void eachEvent(RunSpan span, Consumer<LoggedEvent> visitor);

    /** What contradicts itself in these runs, by rules that the database itself can look into. */
    void eachBreach(RunSpan span, BiConsumer<Symptom, Example> visitor);

    /** What contradicts itself outside single runs. */
    void eachBreach(BiConsumer<Symptom, Example> visitor);

    /** Held tasks whose lease ran out before {@code instant}. */
    void eachOverdueLease(Instant instant, Consumer<Example> visitor);
}
