package dev.parallelmcp.server.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Races of servers that tell nothing but lies. */
@Timeout(120)
class RaceTest {

    private static final String CLAIM =
            "{'claim':{'task':{'id':'task-0'},'attempt':{'id':'a','number':1},'lease':{'id':'l%d','fencingToken':%d}}}";

    private static final String SCRIPT = """
            {'create_run':[{}],'enqueue_tasks':[%s],'close_run':[{}],'complete_task':[{}],
             'claim_next_task':[%s,{'claim':null}],'get_run':[{'taskCounts':{'completed':1}}],
             'list_events_since':[
               {'events':[{'eventType':'task.claimed','taskId':'task-0'},{'eventType':'task.completed','taskId':'task-0'}],
                'nextCursor':2},
               {'events':[],'nextCursor':2}]}""";

    private static Report race(String script) throws IOException, DrillStoppedException, InterruptedException {
        List<String> progress = new ArrayList<>();
        try (Workplace workplace = Workplace.open(Optional.empty());
                Fleet fleet = new Fleet(ScriptedServer.program(script), workplace, List.of())) {
            return new Race(new RaceOptions(1, 1, 2)).hold(fleet, progress::add);
        }
    }

    @Test
    void oneTaskHadOnceIsPassed() throws Exception {
        Report report = race(SCRIPT.formatted("{}", CLAIM.formatted(1, 1)));
        assertThat(report.failures()).isEmpty();
    }

    @Test
    void oneTaskHadByTwoIsFailed() throws Exception {
        Report report = race(SCRIPT.formatted("{}", CLAIM.formatted(1, 1) + "," + CLAIM.formatted(2, 2))
                .replace("'complete_task':[{}]", "'complete_task':[{'error':{'code':'LEASE_CONFLICT'}},{}]"));
        assertThat(report.failures())
                .contains(
                        "2 claims were answered, not 1",
                        "1 claims or completions were duplicates, not 0",
                        "1 errors reached a client, not 0");
    }

    @Test
    void aCallWithoutWhichItCannotGoOnFailsIt() throws Exception {
        Report report =
                race(SCRIPT.formatted("{'error':{'code':'STORE_BUSY','message':'later'}}", CLAIM.formatted(1, 1)));
        assertThat(report.passed()).isFalse();
        assertThat(report.failures()).anyMatch(told -> told.contains("enqueue_tasks") && told.contains("STORE_BUSY"));
    }
}
