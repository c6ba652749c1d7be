package dev.parallelmcp.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How fast a read is. Printed, not asserted: machines are noisy. What the client does is the least there is, so that the
 * figures are the server's: its lines are made beforehand, and of the replies it only counts the ends.
 */
class SpeedIT {

    private static final int WIDTH = 64;
    private static final int CALLS_PER_ROUND = Campaign.size(10_000, 50_000);
    private static final int ROUNDS = 5;
    private static final int ONE_BY_ONE = Campaign.size(5_000, 20_000);
    private static final int BUFFER_BYTES = 64 * 1024;

    private final byte[] buffer = new byte[BUFFER_BYTES];

    @TempDir
    Path folder;

    @Test
    void printsHowFastReadsAre() throws IOException, InterruptedException {
        Process server = new ProcessBuilder(
                        TheJar.command("--db", folder.resolve("state.sqlite").toString()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (OutputStream in = server.getOutputStream();
                InputStream out = server.getInputStream()) {
            in.write((Lines.HELLO + Lines.call(1, "create_run", "{\"id\":\"r\"}")).getBytes(UTF_8));
            in.flush();
            awaitLines(out, 2);
            pipelined(in, out);
            oneByOne(in, out);
        } finally {
            server.destroyForcibly();
        }
    }

    private void pipelined(OutputStream in, InputStream out) throws InterruptedException {
        double[] callsPerSecond = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            callsPerSecond[round] = pipelinedRound(in, out);
        }
        System.out.printf(
                Locale.ROOT,
                "get_run, %d in flight: %s calls/s in rounds of %d%n",
                WIDTH,
                Arrays.toString(
                        Arrays.stream(callsPerSecond).mapToLong(Math::round).toArray()),
                CALLS_PER_ROUND);
    }

    private double pipelinedRound(OutputStream in, InputStream out) throws InterruptedException {
        Requests requests = new Requests(CALLS_PER_ROUND);
        Semaphore places = new Semaphore(WIDTH);
        long start = System.nanoTime();
        CompletableFuture<Void> read = CompletableFuture.runAsync(
                () -> {
                    try {
                        for (int left = CALLS_PER_ROUND; left > 0; ) {
                            int ends = readSome(out);
                            places.release(ends);
                            left -= ends;
                        }
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                },
                TheJar.threadFor("replies"));
        requests.send(in, places);
        PipelinedServer.await(read);
        return CALLS_PER_ROUND / ((System.nanoTime() - start) / 1e9);
    }

    private void oneByOne(OutputStream in, InputStream out) throws IOException {
        Requests requests = new Requests(ONE_BY_ONE);
        long[] nanos = new long[ONE_BY_ONE];
        for (int i = 0; i < ONE_BY_ONE; i++) {
            long start = System.nanoTime();
            requests.send(in, i, i + 1);
            awaitLines(out, 1);
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "get_run, one by one: median %.0f us, p99 %.0f us, of %d%n",
                nanos[ONE_BY_ONE / 2] / 1e3,
                nanos[ONE_BY_ONE * 99 / 100] / 1e3,
                ONE_BY_ONE);
    }

    private void awaitLines(InputStream out, int count) throws IOException {
        for (int left = count; left > 0; ) {
            left -= readSome(out);
        }
    }

    /** Reads what there is, at least a byte, and answers how many lines end in it. */
    private int readSome(InputStream out) throws IOException {
        int count = out.read(buffer);
        if (count < 0) {
            throw new EOFException("the server ended");
        }
        int ends = 0;
        for (int i = 0; i < count; i++) {
            if (buffer[i] == '\n') {
                ends++;
            }
        }
        return ends;
    }

    /** Lines that ask for the run, one behind the other in one array. */
    private static final class Requests {

        private final byte[] bytes;
        private final int[] ends;

        Requests(int count) {
            StringBuilder lines = new StringBuilder();
            ends = new int[count + 1];
            for (int i = 0; i < count; i++) {
                lines.append(Lines.call(i, "get_run", "{\"runId\":\"r\"}"));
                ends[i + 1] = lines.length();
            }
            bytes = lines.toString().getBytes(UTF_8);
        }

        void send(OutputStream in, Semaphore places) throws InterruptedException {
            for (int sent = 0; sent < ends.length - 1; ) {
                assertThat(places.tryAcquire(TheJar.PATIENCE_SECONDS, TimeUnit.SECONDS))
                        .isTrue();
                int next = Math.min(ends.length - 1, sent + 1 + places.drainPermits());
                try {
                    send(in, sent, next);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
                sent = next;
            }
        }

        void send(OutputStream in, int from, int to) throws IOException {
            in.write(bytes, ends[from], ends[to] - ends[from]);
            in.flush();
        }
    }
}
