package dev.parallelmcp.server.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientTest {

    private final Load load = new Load(new CrashOptions(1, 1, 2_000, 7));

    @TempDir
    Path temporary;

    private Reply ask(ServerProcess server) {
        return new Client(server, load.journal(), load.findings())
                .ask(new Call("create_run", Asked.arguments(), Optional.empty()));
    }

    @Test
    void whatIsAnsweredIsInTheJournal() throws IOException {
        ServerProcess server = ScriptedServer.start("{'create_run':[{'run':{'id':'r'}}]}", temporary);
        assertThat(ask(server)).isInstanceOf(Reply.Answer.class);
        server.kill();
        assertThat(load.journal().takeAcknowledged()).hasSize(1);
        assertThat(load.findings().told()).isEmpty();
    }

    @Test
    void onlyAKillExcusesAMissingReply() throws IOException, InterruptedException {
        assertThat(ask(Samples.deadServer())).isInstanceOf(Reply.Unanswered.class);
        assertThat(load.findings().told()).isEmpty();
        ServerProcess server = ScriptedServer.start("{}", temporary);
        assertThat(server.end()).isTrue();
        assertThat(ask(server)).isInstanceOf(Reply.Unanswered.class);
        assertThat(load.findings().count(Fault.ERROR)).isOne();
        assertThat(load.journal().takeUnanswered()).hasSize(2);
    }
}
