package dev.parallelmcp.server.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.model.Event;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.ListEventsSinceRequest;
import dev.parallelmcp.core.store.sqlite.SqliteStore;
import dev.parallelmcp.schema.Toolset;
import dev.parallelmcp.server.tool.ToolInvoker;
import dev.parallelmcp.server.tool.ToolSelection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which resources have changed, by the pages of the event log. */
class RecordWatchTest {

    private final Orchestrator orchestrator =
            Orchestrator.on(SqliteStore.inMemoryBuilder().open());
    private final List<String> changed = new ArrayList<>();
    private Consumer<List<Event>> page = events -> {};
    private int begun;
    private RecordWatch watch;

    @BeforeEach
    void open() {
        ToolSelection all = ToolSelection.of(Toolset.ALL);
        Records records = new Records(orchestrator, () -> new ToolInvoker(orchestrator, all), all);
        watch = new RecordWatch(
                records,
                listener -> {
                    page = listener;
                    begun++;
                    // What is in the log is handed on by the tests.
                    return ChangeFollower.start(orchestrator, work -> {}, listener);
                },
                changed::add);
        orchestrator.createRun(CreateRunRequest.builder().id("r").build());
    }

    @AfterEach
    void close() {
        watch.close();
        orchestrator.close();
    }

    private List<Event> log() {
        return orchestrator
                .listEventsSince(ListEventsSinceRequest.builder().build())
                .events();
    }

    @Test
    void whenNothingHappensNothingHasChanged() {
        watch.add("stats://");
        watch.add("run://r");
        page.accept(List.of());
        assertThat(changed).isEmpty();
        page.accept(log());
        assertThat(changed).containsExactlyInAnyOrder("stats://", "run://r");
    }

    @Test
    void theLogIsFollowedOnlyWhileSomethingIsWatched() {
        assertThat(begun).isZero();
        watch.add("run://r");
        watch.add("events://r");
        assertThat(begun).isOne();
        watch.remove("run://r");
        watch.remove("run://r");
        watch.add("run://r");
        assertThat(begun).isOne();
        watch.remove("run://r");
        watch.remove("events://r");
        watch.add("run://r");
        assertThat(begun).isEqualTo(2);
    }
}
