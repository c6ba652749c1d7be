package dev.parallelmcp.server.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes messages one at a time, each as one line, flushed. Safe for use by many threads. */
final class MessageWriter {

    private static final Logger LOG = LoggerFactory.getLogger(MessageWriter.class);

    private final OutputStream out;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean broken;

    MessageWriter(OutputStream out) {
        this.out = out;
    }

    /** Writes a message. When the reader has gone, this and all later messages are dropped: nobody is there to tell. */
    void write(String message) {
        byte[] bytes = (message + "\n").getBytes(UTF_8);
        lock.lock();
        try {
            if (!broken) {
                out.write(bytes);
                out.flush();
            }
        } catch (IOException e) {
            broken = true;
            LOG.info("The client no longer reads; replies are dropped from here on");
        } finally {
            lock.unlock();
        }
    }
}
