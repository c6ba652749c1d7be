package dev.parallelmcp.core.waiting;

/**
 * Shared by those who fetch at a desk at once, one behind the other. When one of them finds nothing, what comes right
 * after is his, not that of those behind him: they have to leave it. Safe for use by many threads.
 */
public final class Turn {

    private volatile boolean over;

    /** One has found nothing. */
    public void end() {
        over = true;
    }

    /** Somebody before has found nothing. */
    public boolean isOver() {
        return over;
    }
}
