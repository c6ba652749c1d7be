package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallelmcp.core.engine.Subscription;
import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.model.Event;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Hearing of what was committed. */
public abstract class EventListenerContract extends NamedTaskContract {

    private static final int PATIENCE_SECONDS = 30;

    private final BlockingQueue<Event> heard = new LinkedBlockingQueue<>();

    @Test
    void listenerHearsEveryEventInOrderAsItIsInTheLog() throws Exception {
        orchestrator.onEvent(heard::add);
        Run run = createRun();
        add(run, "a");
        add(run, "b", "a");
        fail(take("a"), "broken");

        assertThat(hear(8)).isEqualTo(log(0));
    }

    @Test
    void listenerHearsAfterTheCommit() throws Exception {
        BlockingQueue<TaskStatus> seen = new LinkedBlockingQueue<>();
        Run run = createRun();
        orchestrator.onEvent(event -> event.taskId().ifPresent(id -> seen.add(task(id).status())));

        add(run, "a");

        assertThat(seen.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(TaskStatus.QUEUED);
    }

    @Test
    void listenerMayChangeThings() throws Exception {
        Run run = createRun();
        orchestrator.onEvent(heard::add);
        orchestrator.onEvent(event -> {
            if (event.taskId().equals(Optional.of("a"))) {
                add(run, "b");
            }
        });

        add(run, "a");

        assertThat(hear(3)).extracting(event -> event.taskId().orElse("run")).containsExactly("a", "run", "b");
    }

    @Test
    void listenerMayCloseWithoutWaitingForItself() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        orchestrator.onEvent(event -> {
            orchestrator.close();
            closed.countDown();
        });

        createRun();

        // Were it to wait for itself, it would do so for five seconds.
        assertThat(closed.await(3, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void rolledBackTransactionIsNotHeard() throws Exception {
        orchestrator.onEvent(heard::add);
        assertThatThrownBy(() -> orchestrator.transaction(operations -> {
                    operations.createRun(CreateRunRequest.builder().id("undone").build());
                    throw new IllegalArgumentException("mine");
                }))
                .isInstanceOf(IllegalArgumentException.class);
        Run run = createRun();
        refused(ErrorCode.UNKNOWN_DEPENDENCY, () -> add(run, "a", "nobody"));
        add(run, "b");

        assertThat(hear(3)).isEqualTo(log(0));
        requireSilence();
    }

    @Test
    void transactionIsHeardOnceItIsCommittedAndAsAWhole() throws Exception {
        orchestrator.onEvent(heard::add);

        orchestrator.transaction(operations -> {
            Run run = operations.createRun(CreateRunRequest.builder().build()).run();
            operations.enqueueTask(spec(run, "a").build());
            assertThat(heard).isEmpty();
            return run;
        });

        assertThat(hear(3)).isEqualTo(log(0));
    }

    @Test
    void listenerThatThrowsDisturbsNobody() throws Exception {
        orchestrator.onEvent(event -> {
            throw new IllegalStateException("a listener of the test fails on purpose");
        });
        orchestrator.onEvent(heard::add);

        Run run = createRun();
        Task task = add(run, "a");

        assertThat(task("a")).isEqualTo(task);
        assertThat(hear(3)).isEqualTo(log(0));
    }

    @Test
    void listenerThatThrowsAnErrorDisturbsNobody() throws Exception {
        orchestrator.onEvent(event -> {
            throw new AssertionError("a listener of the test fails on purpose");
        });
        orchestrator.onEvent(heard::add);

        add(createRun(), "a");

        assertThat(hear(3)).isEqualTo(log(0));
    }

    @Test
    void listenerThatThrowsHearsTheNextEventAllTheSame() throws Exception {
        orchestrator.onEvent(event -> {
            heard.add(event);
            throw new IllegalStateException("a listener of the test fails on purpose");
        });

        add(createRun(), "a");

        assertThat(hear(3)).isEqualTo(log(0));
    }

    @Test
    void closedSubscriptionHearsNoMore() throws Exception {
        BlockingQueue<Event> left = new LinkedBlockingQueue<>();
        Subscription subscription = orchestrator.onEvent(left::add);
        orchestrator.onEvent(heard::add);
        createRun();
        hear(1);

        subscription.close();
        subscription.close();
        createRun();
        hear(1);

        assertThat(left).hasSize(1);
    }

    @Test
    void closingOneSubscriptionTwiceLeavesAnotherOfTheSameListenerAlone() throws Exception {
        Consumer<Event> listener = heard::add;
        Subscription first = orchestrator.onEvent(listener);
        orchestrator.onEvent(listener);
        createRun();
        hear(2);

        first.close();
        first.close();
        createRun();

        hear(1);
        requireSilence();
    }

    @Test
    void listenerHearsNothingFromBeforeItWasThere() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        orchestrator.onEvent(event -> {
            busy.countDown();
            await(goOn);
        });
        createRun();
        assertThat(busy.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        Run before = createRun();

        orchestrator.onEvent(heard::add);
        goOn.countDown();
        Run after = createRun();

        assertThat(hear(1)).extracting(Event::runId).containsExactly(after.id()).doesNotContain(before.id());
    }

    @Test
    void listenerHearsWhatIsCommittedFromNowOnEvenIfItWasBegunBefore() throws Exception {
        orchestrator.transaction(operations -> {
            Run run = operations.createRun(CreateRunRequest.builder().build()).run();
            orchestrator.onEvent(heard::add);
            return run;
        });

        assertThat(hear(1)).isEqualTo(log(0));
    }

    @Test
    void slowListenerDoesNotHoldUpWriters() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        orchestrator.onEvent(event -> {
            await(goOn);
            heard.add(event);
        });

        Run run = createRun();
        add(run, "a");
        finish("a");
        assertThat(heard).isEmpty();
        goOn.countDown();

        assertThat(hear(6)).isEqualTo(log(0));
    }

    @Test
    void racingWritersAreHeardInTheOrderOfTheLog() throws Exception {
        orchestrator.onEvent(heard::add);
        List<Callable<Boolean>> writers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            writers.add(() -> {
                Run run = createRun();
                for (int j = 0; j < 25; j++) {
                    enqueue(EnqueueTaskRequest.builder(run.id(), "any"));
                }
                return true;
            });
        }

        Race.run(writers);

        assertThat(hear(4 * 27)).isEqualTo(log(0));
    }

    @Test
    void whatWasCommittedIsHeardBeforeTheEnd() {
        Set<Thread> threads = new HashSet<>();
        orchestrator.onEvent(event -> {
            threads.add(Thread.currentThread());
            heard.add(event);
        });
        Run run = createRun();
        for (int i = 0; i < 50; i++) {
            add(run, "t" + i);
        }
        List<Event> log = log(0);

        restart();

        assertThat(heard).containsExactlyElementsOf(log);
        assertThat(threads).hasSize(1).doesNotContain(Thread.currentThread());
    }

    private List<Event> hear(int events) throws InterruptedException {
        List<Event> list = new ArrayList<>();
        while (list.size() < events) {
            Event event = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("heard only " + list);
            }
            list.add(event);
        }
        return list;
    }

    /** The end of this orchestrator delivers all that was committed. */
    private void requireSilence() {
        restart();
        assertThat(heard).isEmpty();
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody let the listener go on");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
