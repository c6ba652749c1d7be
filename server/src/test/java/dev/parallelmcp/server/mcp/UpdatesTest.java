package dev.parallelmcp.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
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
    private static final class Unchanging implements ResourceHandler.Watch {
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
}
