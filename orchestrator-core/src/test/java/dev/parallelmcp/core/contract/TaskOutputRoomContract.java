package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.engine.Operations;
import dev.parallelmcp.core.engine.OrchestratorOptions;
import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.Lease;
import dev.parallelmcp.core.model.Limits;
import dev.parallelmcp.core.model.OutputType;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.TaskOutput;
import dev.parallelmcp.core.model.request.EmitTaskOutputRequest;
import dev.parallelmcp.core.model.request.ListTaskOutputRequest;
import dev.parallelmcp.core.model.result.TaskOutputPage;
import dev.parallelmcp.core.store.OutputRoom;
import dev.parallelmcp.core.store.Page;
import dev.parallelmcp.core.store.ReadTransaction;
import dev.parallelmcp.core.store.Store;
import dev.parallelmcp.core.store.TaskOutputDraft;
import dev.parallelmcp.core.store.TaskRow;
import dev.parallelmcp.core.store.Transaction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much is kept of what was put out for a task: the newest so many, of so many bytes, and the last one in any case. */
public abstract class TaskOutputRoomContract extends NamedTaskContract {

    private static final int MEBIBYTE = 1024 * 1024;

    @Test
    void newestThousandOfEachTaskAreKept() {
        Run run = createRun();
        add(run, "a");
        add(run, "b");
        Lease a = take("a").lease();
        Lease b = take("b").lease();
        orchestrator.transaction(on -> {
            emit(on, b, "0");
            for (int i = 1; i <= 1_000; i++) {
                emit(on, a, "0");
            }
            return true;
        });
        assertThat(numbers("a")).isEqualTo(range(1, 1_000));

        assertThat(emit(orchestrator, a, "0")).isEqualTo(1_001);
        assertThat(numbers("a")).isEqualTo(range(2, 1_001));
        restart();

        assertThat(emit(orchestrator, a, "0")).isEqualTo(1_002);
        assertThat(numbers("a")).isEqualTo(range(3, 1_002));
        assertThat(numbers("b")).containsExactly(1L);
    }

    @Test
    void newestEightMebibytesOfEachTaskAreKept() {
        Lease lease = holderOfLargePayloads();
        for (int i = 0; i < 4; i++) {
            emit(orchestrator, lease, text(2 * MEBIBYTE));
        }
        assertThat(numbers("a")).isEqualTo(range(1, 4));

        emit(orchestrator, lease, "7");
        assertThat(numbers("a")).isEqualTo(range(2, 5));
        // So many characters of two bytes each.
        emit(orchestrator, lease, '"' + "ü".repeat(2 * MEBIBYTE - 1) + '"');
        assertThat(numbers("a")).isEqualTo(range(4, 6));
    }

    @Test
    void newestEntryIsKeptHoweverLarge() {
        Lease lease = holderOfLargePayloads();
        emit(orchestrator, lease, "1");
        emit(orchestrator, lease, text(9 * MEBIBYTE));
        assertThat(numbers("a")).containsExactly(2L);

        emit(orchestrator, lease, "3");
        assertThat(numbers("a")).containsExactly(3L);
        emit(orchestrator, lease, text(8 * MEBIBYTE - 1));
        assertThat(numbers("a")).containsExactly(3L, 4L);
        emit(orchestrator, lease, "5");
        assertThat(numbers("a")).containsExactly(4L, 5L);
    }

    @Test
    void droppedNumberIsStillAnsweredToARepetition() {
        Lease lease = holderOfLargePayloads();
        EmitTaskOutputRequest first = EmitTaskOutputRequest.builder(lease, OutputType.PROGRESS, Json.of("1"))
                .clientToken("token")
                .build();
        orchestrator.emitTaskOutput(first);
        emit(orchestrator, lease, text(8 * MEBIBYTE));

        changesNothing(
                () -> assertThat(orchestrator.emitTaskOutput(first).sequence()).isEqualTo(1));
        assertThat(numbers("a")).containsExactly(2L);
        assertThat(task("a").progress()).as("stays, whatever is dropped").contains(Json.of("1"));
    }

    @Test
    void valueLargerThanThePayloadLimitIsRefused() {
        add(createRun(), "a");
        Lease lease = take("a").lease();
        for (OutputType type : OutputType.values()) {
            var refusal = refused(
                    ErrorCode.PAYLOAD_TOO_LARGE,
                    () -> orchestrator.emitTaskOutput(
                            EmitTaskOutputRequest.builder(lease, type, Json.of(text(MEBIBYTE + 1)))
                                    .build()));
            assertThat(refusal.message()).contains("value", "1048577", "1048576");
        }
        assertThat(emit(orchestrator, lease, text(MEBIBYTE))).isEqualTo(1);
    }

    @Test
    void pageThatWouldBeTooLargeEndsEarlyAndSaysSo() {
        add(createRun(), "a");
        Lease lease = take("a").lease();
        for (int i = 0; i < 6; i++) {
            emit(orchestrator, lease, text(MEBIBYTE));
        }

        TaskOutputPage first = page(0);
        // A reply carries each of them twice.
        assertThat(first.outputs()).extracting(TaskOutput::sequence).containsExactly(1L, 2L, 3L);
        assertThat(first.truncated()).isTrue();
        assertThat(first.nextSeq()).isEqualTo(3);
        TaskOutputPage second = page(first.nextSeq());
        assertThat(second.outputs()).extracting(TaskOutput::sequence).containsExactly(4L, 5L, 6L);
        assertThat(second.truncated()).isFalse();
    }

    @Test
    void namesTakeUpRoomOfAPageToo() {
        add(createRun(), "a");
        Lease lease = take("a").lease();
        for (String name : List.of("x", "y", "z".repeat(256))) {
            orchestrator.emitTaskOutput(EmitTaskOutputRequest.builder(lease, OutputType.PARTIAL, Json.of("1"))
                    .name(name)
                    .build());
        }
        try (Store store = open(clock)) {
            // Two with short names fit; the long one leaves no room for another.
            Page page = new Page(10, 0, 2_300);
            assertThat(listed(store, 0, page)).containsExactly(1L, 2L);
            assertThat(listed(store, 1, page)).containsExactly(2L);
        }
    }

    @Test
    void manyWhoPutOutAtOnceGetNumbersOfTheirOwn() throws Exception {
        add(createRun(), "a");
        Lease lease = take("a").lease();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Callable<Long>> calls = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            calls.add(() -> emit(orchestrator, lease, "0"));
        }
        Set<Long> given = new HashSet<>();
        for (Future<Long> call : threads.invokeAll(calls)) {
            given.add(call.get());
        }
        threads.shutdownNow();

        assertThat(given).containsExactlyInAnyOrderElementsOf(range(1, 40));
        assertThat(numbers("a")).isEqualTo(range(1, 40));
    }

    /** Against the same thing done simply: all entries, of which the newest that fit are left. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anyRoomKeepsTheNewestThatFit(long seed) {
        add(createRun(), "a");
        Random random = new Random(seed);
        List<String> all = new ArrayList<>();
        int kept = 0;
        try (Store store = open(clock)) {
            TaskRow task = store.read(tx -> tx.tasks().find("a").orElseThrow());
            for (int i = 0; i < 300; i++) {
                OutputRoom room = new OutputRoom(1 + random.nextInt(8), random.nextInt(60));
                String value = '"' + (random.nextBoolean() ? "x" : "€").repeat(random.nextInt(12)) + '"';
                all.add(value);
                long sequence = store.write(tx -> append(tx, task, value, room));
                kept = fitting(all, kept + 1, room);

                assertThat(sequence).isEqualTo(all.size());
                assertThat(store.<List<String>>read(TaskOutputRoomContract::stored))
                        .isEqualTo(all.subList(all.size() - kept, all.size()));
            }
        }
    }

    private static long append(Transaction tx, TaskRow task, String value, OutputRoom room) {
        return tx.taskOutputs()
                .append(task, new TaskOutputDraft("attempt", OutputType.PARTIAL, null, Json.of(value), tx.now()), room);
    }

    private static List<String> stored(ReadTransaction tx) {
        return tx.taskOutputs().list("a", 0, new Page(1_000, 0, MEBIBYTE)).items().stream()
                .map(output -> output.value().text())
                .toList();
    }

    private static List<Long> listed(Store store, long after, Page page) {
        return store.<List<Long>>read(tx -> tx.taskOutputs().list("a", after, page).items().stream()
                .map(TaskOutput::sequence)
                .toList());
    }

    /** How many of the last {@code most} fit; what was dropped before does not come back. */
    private static int fitting(List<String> all, int most, OutputRoom room) {
        int count = 0;
        long bytes = 0;
        while (count < most) {
            bytes += Json.of(all.get(all.size() - 1 - count)).utf8Bytes();
            if (count > 0 && (count == room.entries() || bytes > room.bytes())) {
                break;
            }
            count++;
        }
        return count;
    }

    /** Of a task whose values may be as large as a deployment can allow. */
    private Lease holderOfLargePayloads() {
        restart(OrchestratorOptions.DEFAULT.withMaxPayloadBytes(Limits.HIGHEST_MAX_PAYLOAD_BYTES));
        add(createRun(), "a");
        Claim claim = take("a");
        return claim.lease();
    }

    private static long emit(Operations on, Lease lease, String value) {
        return on.emitTaskOutput(EmitTaskOutputRequest.builder(lease, OutputType.PARTIAL, Json.of(value))
                        .build())
                .sequence();
    }

    /** JSON of this size. */
    private static String text(int bytes) {
        return '"' + "x".repeat(bytes - 2) + '"';
    }

    private static List<Long> range(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    private TaskOutputPage page(long afterSeq) {
        return orchestrator.listTaskOutput(
                ListTaskOutputRequest.builder("a").afterSeq(afterSeq).build());
    }

    /** Of all pages. */
    private List<Long> numbers(String taskId) {
        List<Long> numbers = new ArrayList<>();
        TaskOutputPage page;
        long next = 0;
        do {
            page = orchestrator.listTaskOutput(
                    ListTaskOutputRequest.builder(taskId).afterSeq(next).build());
            page.outputs().forEach(output -> numbers.add(output.sequence()));
            // Else a page that begins too early would be asked for without end.
            assertThat(numbers).doesNotHaveDuplicates();
            next = page.nextSeq();
        } while (!page.outputs().isEmpty());
        return numbers;
    }
}
