package dev.parallelmcp.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What calls that are answered, but whose answers nobody reads, count for. */
@Timeout(60)
class OpenCallsTest {

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch read = new CountDownLatch(1);
    private final Outbox outbox = new Outbox(new OutputStream() {
        @Override
        public void write(int b) {
            begun.countDown();
            try {
                read.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    });
    private final OpenCalls calls = new OpenCalls(1, 1);
    private final Replies replies =
            new Replies(calls, outbox, new ProtocolJson(), new LargeMessages(() -> {}, Duration.ofHours(1)));

    /** As large as all calls together may be. */
    private static Incoming.Call largest() {
        long characters = Math.min(256 * 1024 * 1024, Runtime.getRuntime().maxMemory() / 8);
        return new Incoming.Call(
                "1", "initialize", new Params("x".repeat((int) characters), Map.of()), RequestMeta.NONE);
    }

    @Test
    void aCallWeighsUntilItIsTheTurnOfItsAnswerButHasItsPlaceNoLonger() throws Exception {
        Incoming.Call small = new Incoming.Call("1", "initialize", Params.NONE, RequestMeta.NONE);
        Incoming.Call large = largest();
        outbox.readByThisThread();
        replies.refused(calls.open(small, ResultForm.PLAIN).orElseThrow(), RpcError.INVALID_PARAMS, "first");
        begun.await();
        OpenCall unwritten = calls.open(large, ResultForm.PLAIN).orElseThrow();
        replies.refused(unwritten, RpcError.INVALID_PARAMS, "second");
        assertThat(calls.open(large, ResultForm.PLAIN)).as("while nobody reads").isEmpty();
        read.countDown();
        unwritten.ended().get(20, TimeUnit.SECONDS);
        OpenCall next = calls.open(large, ResultForm.PLAIN).orElseThrow();
        calls.end(next);
        calls.end(next);
        assertThat(calls.open(large, ResultForm.PLAIN)).as("after an end").isPresent();
        assertThat(calls.open(small, ResultForm.PLAIN)).as("with no place left").isEmpty();
    }
}
