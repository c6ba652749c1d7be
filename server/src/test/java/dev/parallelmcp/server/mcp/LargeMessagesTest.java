package dev.parallelmcp.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When memory is reclaimed. */
@Timeout(60)
class LargeMessagesTest {

    private static final int LARGE = 1024 * 1024;

    private final Semaphore reclaimed = new Semaphore(0);

    @Test
    void itIsReclaimedOnceWhenItIsQuietAfterLargeMessages() throws InterruptedException {
        LargeMessages messages = new LargeMessages(reclaimed::release, Duration.ofMillis(200));
        for (int i = 0; i < 10; i++) {
            messages.passed(LARGE);
        }
        assertThat(reclaimed.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        messages.close();
        assertThat(reclaimed.availablePermits()).isZero();
    }

    @Test
    void itIsNotReclaimedForOthersOrAfterTheEnd() throws InterruptedException {
        LargeMessages messages = new LargeMessages(reclaimed::release, Duration.ZERO);
        for (int i = 0; i < 1_000; i++) {
            messages.passed(LARGE - 1);
        }
        messages.passed(LARGE);
        reclaimed.acquire();
        messages.close();
        messages.passed(LARGE);
        assertThat(reclaimed.availablePermits()).isZero();
    }

    @Test
    void aLargeResultCountsToo() throws InterruptedException {
        CountDownLatch reclaim = new CountDownLatch(1);
        TestTools tools = new TestTools(arguments -> "{\"big\":\"" + "x".repeat(LARGE) + "\"}");
        ConnectionOptions options = ConnectionOptions.of(TestClient.IDENTITY).withReclaim(reclaim::countDown);
        try (TestClient client = new TestClient((in, out) -> new McpConnection(in, out, tools, options))) {
            client.initialize("2025-11-25");
            client.callTool("1", "work", "{}");
            assertThat(reclaim.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }
}
