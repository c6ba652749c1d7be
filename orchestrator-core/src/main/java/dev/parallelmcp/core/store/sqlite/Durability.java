package dev.parallelmcp.core.store.sqlite;

/** What an acknowledged write survives. Both survive a killed process. */
public enum Durability {
    /** A power cut too: every commit waits for the disk. */
    FULL,
    /** Faster; a power cut may take the last commits, never the order or the soundness of what is left. */
    NORMAL
}
