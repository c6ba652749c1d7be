package dev.parallelmcp.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What is told of changes, with a client that does not read all the time. */
class UpdatesTest {

    private static final String END = "the end";

    private final CollectedOutput out = new CollectedOutput();
    private Outbox outbox = new Outbox(out);
    private Consumer<String> changed = uri -> {};
    private Executor follower = Runnable::run;
    private Subscriptions subscriptions = subscriptions();

    private Subscriptions subscriptions() {
        return new Subscriptions(
                TestOffer.resources(() -> "{}", (executor, told) -> {
                    follower = executor;
                    changed = told;
                    return new Unchanging();
                }),
                outbox);
    }

    /** Nothing changes but what a test says. */
    private static class Unchanging implements ResourceHandler.Watch {
        @Override
        public void add(String uri) {
            if (uri.equals("note://none")) {
                throw RefusedException.notFound("Resource not found: " + uri);
            }
        }

        @Override
        public void remove(String uri) {}

        @Override
        public void close() {}
    }

    private void ask(String method, String uri) {
        Method asked = Objects.requireNonNull(subscriptions.methods().get("resources/" + method));
        assertThat(asked.answer(new RequestFields("resources/" + method, Map.of("uri", '"' + uri + '"'))))
                .isEqualTo(Map.of());
    }

    /** The client reads nothing until the latch is let go. */
    private CountDownLatch holdBack() {
        CountDownLatch held = new CountDownLatch(1);
        outbox.sendLater(() -> false, () -> {
            await(held);
            return "";
        });
        return held;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The URIs of all that was told. */
    private List<String> told() {
        outbox.sendLater(() -> true, () -> END);
        List<String> told = new ArrayList<>();
        for (String line = out.nextLine(); !line.equals(END); line = out.nextLine()) {
            told.add(line.replaceAll(".*\"params\":\\{\"uri\":\"|\"}}$", ""));
        }
        return told;
    }

    @Test
    void whileTheClientDoesNotReadOneUpdateOfEachResourceWaits() {
        ask("subscribe", "note://1");
        ask("subscribe", "note://2");
        CountDownLatch held = holdBack();
        for (int i = 0; i < 10_000; i++) {
            changed.accept("note://1");
            changed.accept("note://2");
        }
        held.countDown();
        assertThat(told()).containsExactly("note://1", "note://2");
        changed.accept("note://1");
        assertThat(told()).containsExactly("note://1");
    }

    @Test
    void changeThatComesWhileItsUpdateIsWrittenIsToldAnew() {
        int[] changes = {2};
        CollectedOutput changing = new CollectedOutput() {
            @Override
            public void write(byte[] bytes, int offset, int length) {
                if (changes[0]-- > 0) {
                    changed.accept("note://1");
                }
                super.write(bytes, offset, length);
            }
        };
        outbox = new Outbox(changing);
        subscriptions = subscriptions();
        ask("subscribe", "note://1");
        changed.accept("note://1");
        for (int i = 0; i < 3; i++) {
            assertThat(changing.nextLine()).contains("note://1");
        }
    }

    @Test
    void updateThatWaitsIsDroppedWhenItIsNotWantedAnyMore() {
        ask("subscribe", "note://1");
        CountDownLatch held = holdBack();
        changed.accept("note://1");
        ask("unsubscribe", "note://1");
        changed.accept("note://1");
        held.countDown();
        assertThat(told()).isEmpty();
    }

    @Test
    void whoSubscribesAgainHearsOfWhatChangesFromThenOn() {
        ask("subscribe", "note://1");
        CountDownLatch held = holdBack();
        changed.accept("note://1");
        ask("unsubscribe", "note://1");
        ask("subscribe", "note://1");
        changed.accept("note://1");
        held.countDown();
        assertThat(told()).containsExactly("note://1");
    }

    @Test
    void whatWasRefusedIsNotToldOf() {
        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> ask("subscribe", "note://none"));
        changed.accept("note://none");
        assertThat(told()).isEmpty();
    }

    @Test
    void nothingIsToldAfterTheEndThoughItTakesTimeToStopFollowing() {
        ask("subscribe", "note://1");
        CountDownLatch following = new CountDownLatch(1);
        follower.execute(() -> await(following));
        subscriptions.close();
        changed.accept("note://1");
        assertThat(told()).isEmpty();
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> ask("subscribe", "note://2"))
                .withMessage("the server is ending");
        following.countDown();
    }

    private static TestClient client(Supplier<String> content, ResourceHandler.Watch watch) {
        Offer offer = Offer.of(new TestTools()).with(TestOffer.resources(content, (executor, told) -> watch));
        TestClient client = new TestClient(
                (in, out) -> new McpConnection(in, out, offer, ConnectionOptions.of(TestClient.IDENTITY)));
        client.initialize("2025-11-25");
        return client;
    }

    private static String request(int id, String method) {
        return "{'jsonrpc':'2.0','id':" + id + ",'method':'resources/" + method + "','params':{'uri':'note://1'}}";
    }

    /** Takes so long to add one resource that a read beside it would begin, if it could. */
    private static final class SlowToAdd extends Unchanging {
        private final CountDownLatch readBeside = new CountDownLatch(1);
        private final AtomicBoolean added = new AtomicBoolean();

        @Override
        public void add(String uri) {
            try {
                added.set(!readBeside.await(300, TimeUnit.MILLISECONDS));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        String read() {
            readBeside.countDown();
            return "{\"added\":" + added + "}";
        }
    }

    @Test
    void whatFollowsASubscriptionBeginsWhenItIsThere() {
        SlowToAdd watch = new SlowToAdd();
        try (TestClient client = client(watch::read, watch)) {
            client.send(request(1, "subscribe"));
            client.send(request(2, "read"));
            assertThat(client.next().get("id").intValue()).isOne();
            assertThat(client.next().at("/result/contents/0/text").textValue()).isEqualTo("{\"added\":true}");
        }
    }

    @Test
    void nothingIsWatchedAfterTheEnd() throws InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);
        TestClient client = client(() -> "{}", new Unchanging() {
            @Override
            public void close() {
                closed.countDown();
            }
        });
        client.ask(request(1, "subscribe"));
        client.finish();
        assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
    }
}
