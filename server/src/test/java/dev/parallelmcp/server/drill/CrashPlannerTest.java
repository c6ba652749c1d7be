package dev.parallelmcp.server.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CrashPlannerTest {

    private final Load load = new Load(new CrashOptions(1, 1, 2_000, 7));

    @Test
    void itEndsWithItsServerThoughItHasNoLeaveToCallIt() throws IOException, InterruptedException {
        while (!load.journal().full()) {
            load.journal().acknowledged(Samples.acknowledged("create_run", "{}", "{'run':{'id':'r'}}"));
        }
        load.open("r");
        ServerProcess server = Samples.deadServer();
        Client client = new Client(server, load.journal(), load.findings());
        new CrashPlanner(client, load, new SplittableRandom(7), new Pause()).call();
        assertThat(load.journal().allUnanswered()).isZero();
    }
}
