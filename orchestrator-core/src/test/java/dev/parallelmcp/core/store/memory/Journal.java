package dev.parallelmcp.core.store.memory;

import java.util.ArrayDeque;
import java.util.Deque;

/** How to take back what the transaction that is open has changed, the latest first. */
final class Journal {

    private final Deque<Runnable> steps = new ArrayDeque<>();

    void add(Runnable takeBack) {
        steps.push(takeBack);
    }

    /** A place to go back to. */
    int mark() {
        return steps.size();
    }

    void takeBackTo(int mark) {
        while (steps.size() > mark) {
            steps.pop().run();
        }
    }

    /** What was changed stands. */
    void forget() {
        steps.clear();
    }
}
