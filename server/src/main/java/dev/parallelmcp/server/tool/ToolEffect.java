package dev.parallelmcp.server.tool;

/** What a call of a tool does to the database, and so how it takes its turn among others. */
public enum ToolEffect {
    /** Only looks. */
    READ,
    /** Changes something in one transaction: the call queues it and returns at once. */
    CHANGE,
    /** Changes something in several transactions, one after the other. */
    STEPS
}
