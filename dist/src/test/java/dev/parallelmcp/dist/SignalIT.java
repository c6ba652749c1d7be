package dev.parallelmcp.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A signal with many changes in flight: what was answered with success is kept, and no reply is torn. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class SignalIT {

    private static final Duration MOST_TIME_TO_END = Duration.ofSeconds(5);

    private final Burst burst = new Burst(0);
    private final ReplyQueue replies = new ReplyQueue();

    @TempDir
    Path folder;

    private Path database() {
        return folder.resolve("state.sqlite");
    }

    private JarProcess start() {
        return new JarProcess(replies, "--db", database().toString());
    }

    private static void assertEndsWell(JarProcess server, Runnable cause) {
        JarProcess.Ended ended = server.end(cause);
        assertThat(ended.stderr()).isEmpty();
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.took()).isLessThan(MOST_TIME_TO_END);
    }

    @ParameterizedTest
    @EnumSource
    void whatWasAnsweredIsKept(Signal signal) {
        signal.assumeNotIgnored();
        List<JsonNode> answered = new ArrayList<>();
        try (JarProcess server = start()) {
            server.send(Lines.HELLO + burst.lines());
            answered.add(replies.next("initialize"));
            answered.add(replies.next("the first change"));
            assertEndsWell(server, () -> signal.sendTo(server.pid()));
        }
        answered.addAll(replies.rest());
        Map<Integer, JsonNode> byId = Burst.byId(answered);
        try (RawServer server = new RawServer("--db", database().toString())) {
            System.out.printf(
                    Locale.ROOT,
                    "SIG%s after the first of %d changes: %d answered before the end, %d with success, all kept%n",
                    signal,
                    Burst.CHANGES,
                    byId.size() - 1,
                    burst.assertStored(server, byId));
        }
    }

    @Test
    void whatWaitsForTheDatabaseIsFinishedWhenThatIsFreeInTime() {
        Signal.INT.assumeNotIgnored();
        try (JarProcess server = start();
                DatabaseLock lock = lockAndSendBurst(server)) {
            assertEndsWell(server, () -> {
                Signal.INT.sendTo(server.pid());
                lock.release();
            });
        }
        try (RawServer server = new RawServer("--db", database().toString())) {
            assertThat(burst.assertStored(server, Burst.byId(replies.rest()))).isEqualTo(Burst.CHANGES);
        }
    }

    @Test
    void whatWaitsForADatabaseThatStaysLockedIsAnsweredToo() {
        try (JarProcess server = start();
                DatabaseLock lock = lockAndSendBurst(server)) {
            assertEndsWell(server, () -> Signal.TERM.sendTo(server.pid()));
            lock.release();
        }
        assertThat(Burst.byId(replies.rest())).hasSize(Burst.CHANGES).allSatisfy((id, reply) -> {
            JsonNode error = reply.at("/result/structuredContent/error");
            assertThat(error.path("code").asText()).isEqualTo("STORE_BUSY");
            assertThat(error.path("retryable").asBoolean()).isTrue();
        });
    }

    /** When this returns, the server has read all changes of the burst, and they wait for the database. */
    private DatabaseLock lockAndSendBurst(JarProcess server) {
        server.send(Lines.HELLO + Lines.call(1, "list_runs", "{}"));
        replies.next("initialize");
        Lines.content(replies.next("list_runs"));
        DatabaseLock lock = new DatabaseLock(database());
        server.send(burst.lines() + Lines.request("\"all read\"", "ping", "{}"));
        assertThat(replies.next("ping").get("id").asText()).isEqualTo("all read");
        return lock;
    }
}
