package dev.parallelmcp.server.drill;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets time pass for those who work, until their work is over. */
final class Pause {

    private final CountDownLatch over = new CountDownLatch(1);

    void end() {
        over.countDown();
    }

    boolean over() {
        return over.getCount() == 0;
    }

    /** Ends earlier when the work is over. */
    void pass(long millis) throws InterruptedException {
        over.await(millis, TimeUnit.MILLISECONDS);
    }
}
