package dev.parallelmcp.server.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes messages one at a time, each as one line, flushed. Safe for use by many threads.
 *
 * <p>Every thread writes its own messages, which costs least and lets nobody run ahead of a client that does not read.
 * Only the thread that reads the input never writes, or the end of the input would go unnoticed while the client does
 * not read: what it has to say is written by a thread of the outbox.
 */
final class Outbox {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    /** Longer messages are written in pieces of this size: a second copy of a large one may be more than memory holds. */
    private static final int PIECE_CHARACTERS = 64 * 1024;

    /** When this many messages of the reading thread wait, it does. */
    private static final int MOST_FROM_READER = 1_024;

    /** More than calls can be in progress: beyond it there are only those that were taken back meanwhile. */
    private static final int MOST_LATER = 4_096;

    private final OutputStream out;
    private final ReentrantLock lock = new ReentrantLock();
    private final Semaphore roomForReader = new Semaphore(MOST_FROM_READER);
    private final Semaphore roomForLater = new Semaphore(MOST_LATER);
    private final ExecutorService writer = WorkerThreads.pool("mcp-write", 1);
    private volatile @Nullable Thread reader;
    private boolean broken;

    Outbox(OutputStream out) {
        this.out = out;
    }

    /** The calling thread is the one that reads. */
    void readByThisThread() {
        reader = Thread.currentThread();
    }

    /**
     * Sends a message, unless it is out of date when its turn to be written comes, and tells whether it was written;
     * perhaps later, and by another thread.
     */
    void send(BooleanSupplier upToDate, String message, Outcome outcome) {
        if (Thread.currentThread() == reader) {
            roomForReader.acquireUninterruptibly();
            writer.execute(() -> {
                try {
                    writeAndTell(upToDate, message, outcome);
                } finally {
                    roomForReader.release();
                }
            });
        } else {
            writeAndTell(upToDate, message, outcome);
        }
    }

    /** Whatever goes wrong, somebody waits to hear of it. */
    private void writeAndTell(BooleanSupplier upToDate, String message, Outcome outcome) {
        boolean written = false;
        try {
            written = write(message, upToDate);
        } finally {
            outcome.sent(written);
        }
    }

    /**
     * Has a message made and sent when its turn comes, unless it is out of date by then. Never blocks.
     *
     * @return false when too many such messages wait already; then it is not sent
     */
    boolean sendLater(BooleanSupplier upToDate, Supplier<String> message) {
        boolean room = roomForLater.tryAcquire();
        if (room) {
            writer.execute(() -> {
                try {
                    write(message.get(), upToDate);
                } finally {
                    roomForLater.release();
                }
            });
        }
        return room;
    }

    /** When nobody reads any more, this and all later messages are dropped: nobody is there to tell. */
    private boolean write(String message, BooleanSupplier upToDate) {
        boolean written = false;
        lock.lock();
        try {
            if (!broken && upToDate.getAsBoolean()) {
                writeLine(message);
                out.flush();
                written = true;
            }
        } catch (IOException | RuntimeException e) {
            // Streams of embedding programs may fail in their own ways.
            broken = true;
            LOG.info("The client no longer reads; replies are dropped from here on");
        } finally {
            lock.unlock();
        }
        return written;
    }

    private void writeLine(String message) throws IOException {
        int from = 0;
        while (message.length() - from > PIECE_CHARACTERS) {
            int to = from + PIECE_CHARACTERS;
            if (Character.isHighSurrogate(message.charAt(to - 1))) {
                to--;
            }
            out.write(message.substring(from, to).getBytes(UTF_8));
            from = to;
        }
        out.write((message.substring(from) + "\n").getBytes(UTF_8));
    }

    /** Waits until what the reading thread had to say is written, but not longer than this. */
    void drain(Duration patience) {
        try {
            if (roomForReader.tryAcquire(MOST_FROM_READER, patience.toMillis(), TimeUnit.MILLISECONDS)) {
                roomForReader.release(MOST_FROM_READER);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Hears what became of a message. */
    interface Outcome {
        /** Takes what became of it: false when nobody reads. */
        void sent(boolean written);
    }
}
