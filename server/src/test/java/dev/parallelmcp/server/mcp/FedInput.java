package dev.parallelmcp.server.mcp;

import java.io.InputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An input stream that a test fills while somebody reads it. */
public final class FedInput extends InputStream {

    private static final byte[] END = new byte[0];

    private final BlockingQueue<byte[]> chunks = new LinkedBlockingQueue<>();
    private byte[] current = END;
    private int position;
    private boolean ended;

    void feed(byte[] bytes) {
        if (bytes.length > 0) {
            chunks.add(bytes);
        }
    }

    void end() {
        chunks.add(END);
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (position == current.length && !nextChunk()) {
            return -1;
        }
        int count = Math.min(length, current.length - position);
        System.arraycopy(current, position, target, offset, count);
        position += count;
        return count;
    }

    private boolean nextChunk() {
        if (ended) {
            return false;
        }
        try {
            byte[] next = chunks.poll(60, TimeUnit.SECONDS);
            ended = next == null || next == END;
            current = ended ? END : next;
            position = 0;
            return !ended;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
