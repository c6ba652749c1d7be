package dev.parallelmcp.server.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client that does not read keeps nobody from noticing that it has gone. */
@Timeout(30)
class UnreadRepliesTest {

    private static final String PING = "{'jsonrpc':'2.0','id':1,'method':'ping'}\n";
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

    /** A pipe that is full until somebody reads. */
    private static final class Stuck extends OutputStream {

        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch read = new CountDownLatch(1);
        final ByteArrayOutputStream collected = new ByteArrayOutputStream();

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            begun.countDown();
            try {
                read.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            collected.write(bytes, offset, length);
        }
    }
}
