package dev.parallelmcp.server.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client that does not read keeps nobody from noticing that it has gone. */
@Timeout(30)
class UnreadRepliesTest {

    private static final String PING = "{'jsonrpc':'2.0','id':1,'method':'ping'}\n";
    private static final String GREETING = "{'jsonrpc':'2.0','id':0,'method':'initialize','params':"
            + "{'protocolVersion':'2025-11-25','capabilities':{},'clientInfo':{'name':'test','version':'1'}}}\n";
    private static final ConnectionLimits LIMITS = new ConnectionLimits(10_000, 4, 4, 2, Duration.ofMillis(50));

    private static ByteArrayInputStream lines(String... lines) {
        return new ByteArrayInputStream(
                String.join("", lines).replace('\'', '"').getBytes(UTF_8));
    }

    private static void run(ByteArrayInputStream in, OutputStream out) throws IOException {
        new McpConnection(
                        in,
                        out,
                        new TestTools(),
                        ConnectionOptions.of(TestClient.IDENTITY).withLimits(LIMITS))
                .run();
    }

    @Test
    void theEndOfInputIsSeenWhileNothingIsRead() throws IOException {
        Stuck out = new Stuck();
        String refused = IntStream.range(0, 100)
                .mapToObj(i -> TestClient.toolCall("'" + i + "'", "nobody", "{}") + "\n")
                .collect(Collectors.joining());
        run(lines(PING, "no JSON\n", PING, refused), out);
        assertThat(out.begun.getCount()).isZero();
        out.read.countDown();
    }

    @Test
    void nothingIsLostWhenItIsReadLate() throws Exception {
        int many = 5_000;
        Stuck out = new Stuck();
        Thread client = new Thread(() -> {
            try {
                out.begun.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            out.read.countDown();
        });
        client.start();
        run(lines(PING.repeat(many)), out);
        client.join();
        assertThat(out.collected.toString(UTF_8).lines()).hasSize(many);
    }

    /** What stops waiting answers, and a client that does not read holds up whoever writes the answer. */
    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void waitingCallsDoNotHoldUpTheEnd() throws Exception {
        OpenTools tools = new OpenTools();
        FedInput in = new FedInput();
        Stuck out = new Stuck(1);
        McpConnection connection = new McpConnection(
                in, out, tools, ConnectionOptions.of(TestClient.IDENTITY).withLimits(LIMITS));
        Thread server = new Thread(() -> assertThatCode(connection::run).doesNotThrowAnyException());
        server.start();
        in.feed(GREETING.replace('\'', '"').getBytes(UTF_8));
        for (String name : List.of("a", "b")) {
            in.feed((TestClient.toolCall("'" + name + "'", "IN_LINE", "{'name':'" + name + "'}") + "\n")
                    .replace('\'', '"')
                    .getBytes(UTF_8));
            tools.assertBegin(name);
            tools.waitFor(name);
        }
        connection.close();
        in.end();
        server.join();
        assertThat(out.collected.toString(UTF_8).lines()).hasSize(1);
        out.read.countDown();
    }

    /** A client may ask for progress, take the call back, and so on, and never read. */
    @Test
    void noticesDoNotPileUp() throws InterruptedException {
        Stuck stuck = new Stuck();
        Outbox outbox = new Outbox(stuck);
        assertThat(outbox.sendLater(() -> true, () -> "stuck")).isTrue();
        stuck.begun.await();
        int taken = 0;
        CountDownLatch made = new CountDownLatch(1);
        while (outbox.sendLater(() -> false, () -> {
            made.countDown();
            return "out of date";
        })) {
            taken++;
            assertThat(taken).isLessThan(10_000);
        }
        stuck.read.countDown();
        made.await();
        assertThat(taken).as("those of all calls in progress").isGreaterThan(1_024 + 512);
    }

    /** The next change would wait for its turn for ever. */
    @Test
    void aStreamThatFailsInItsOwnWayIsOneThatNobodyReads() throws IOException {
        String change = TestClient.toolCall("1", "work", "{}") + "\n";
        AtomicInteger worked = new AtomicInteger();
        TestTools tools = new TestTools(
                arguments -> {
                    worked.incrementAndGet();
                    return arguments;
                },
                ToolHandler.Turn.ALONE);
        OutputStream out = new OutputStream() {
            @Override
            public void write(int b) {
                throw new IllegalStateException("closed");
            }
        };
        new McpConnection(
                        lines(GREETING, change, change, change), out, tools, ConnectionOptions.of(TestClient.IDENTITY))
                .run();
        assertThat(worked).hasValue(3);
    }

    /** A pipe that is full until somebody reads. */
    private static final class Stuck extends OutputStream {

        private final AtomicInteger room;

        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch read = new CountDownLatch(1);
        final ByteArrayOutputStream collected = new ByteArrayOutputStream();

        Stuck() {
            this(0);
        }

        /** @param room messages that are written although nobody reads */
        Stuck(int room) {
            this.room = new AtomicInteger(room);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            begun.countDown();
            try {
                if (room.getAndDecrement() <= 0) {
                    read.await();
                }
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            collected.write(bytes, offset, length);
        }
    }
}
