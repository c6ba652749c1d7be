package dev.parallelmcp.server.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FinalCheckTest {

    private static final String ENDED = "{'run':{'status':'completed'}}";
    private static final String COMPLETED = "{'id':'t%d','status':'completed','input':{'mark':%d}}";
    private static final String LOGGED = "{'eventType':'task.completed','taskId':'t%d','payload':{}}";

    private final Load load = new Load(new CrashOptions(1, 1, 2_000, 7));
    private final CrashTally tally = new CrashTally();

    @TempDir
    Path temporary;

    /** Two tasks on two pages. */
    private void read(String run, String first, String second, String events)
            throws IOException, InterruptedException, DrillStoppedException {
        load.open("r");
        ServerProcess server = ScriptedServer.start("""
                {'get_run':[%s],
                 'list_run_tasks':[{'tasks':[%s],'nextOffset':1},{'tasks':[%s]}],
                 'list_events_since':[{'events':[%s],'nextCursor':9},{'events':[],'nextCursor':9}]}""".formatted(run, first, second, events), temporary);
        new FinalCheck(load, tally).read(server);
        assertThat(server.end()).isTrue();
    }

    private static String bothLogged() {
        return LOGGED.formatted(1) + "," + LOGGED.formatted(2);
    }

    @Test
    void whatIsCompletedOnceIsCounted() throws Exception {
        read(ENDED, COMPLETED.formatted(1, 1), COMPLETED.formatted(2, 2), bothLogged());
        assertThat(load.findings().told()).isEmpty();
        assertThat(tally.tasks()).isEqualTo(2);
        assertThat(tally.completed()).isEqualTo(2);
    }

    @Test
    void aTaskThatWasEnqueuedTwiceIsSeen() throws Exception {
        read(ENDED, COMPLETED.formatted(1, 1), COMPLETED.formatted(2, 1), bothLogged());
        assertThat(load.findings().count(Fault.REPEATED_EFFECT)).isOne();
    }

    @Test
    void aCompletionThatIsNotLoggedIsNone() throws Exception {
        read(ENDED, COMPLETED.formatted(1, 1), COMPLETED.formatted(2, 2), LOGGED.formatted(1));
        assertThat(load.findings().count(Fault.NOT_COMPLETED)).isOne();
        assertThat(tally.completed()).isOne();
    }

    @Test
    void aTaskThatIsNotCompletedIsSeen() throws Exception {
        read(ENDED, COMPLETED.formatted(1, 1), COMPLETED.formatted(2, 2).replace("completed", "queued"), bothLogged());
        assertThat(load.findings().count(Fault.NOT_COMPLETED)).isOne();
        assertThat(tally.completed()).isOne();
    }

    @Test
    void aRunThatIsNotCompletedIsSeen() throws Exception {
        read(ENDED.replace("completed", "failed"), COMPLETED.formatted(1, 1), COMPLETED.formatted(2, 2), bothLogged());
        assertThat(load.findings().count(Fault.NOT_COMPLETED)).isOne();
    }
}
