package dev.parallelmcp.core.model;

/** The bounds of everything, each with its unit. Those that a deployment may change are options with these defaults. */
public final class Limits {

    public static final int DEFAULT_MAX_PAYLOAD_BYTES = 1024 * 1024;
    public static final int HIGHEST_MAX_PAYLOAD_BYTES = 12 * 1024 * 1024;
    /** How deep arrays and objects of a payload may be nested: half of what common parsers take, for a reply nests on. */
    public static final int MAX_PAYLOAD_DEPTH = 500;

    public static final int MAX_REPLY_BYTES = 8 * 1024 * 1024;

    /** What the items of one page may take up in a reply; the rest is for what stands around them. */
    public static final int MAX_PAGE_BYTES = MAX_REPLY_BYTES - 64 * 1024;

    public static final int DEFAULT_MAX_TASKS_PER_RUN = 100_000;
    public static final int MAX_TASKS_PER_GRAPH = 1_000;
    public static final int MAX_DEPENDENCIES_PER_TASK = 1_000;
    public static final int MAX_KINDS_PER_REQUEST = 100;

    /** How many claims or completions one call takes. */
    public static final int MAX_BATCH_ITEMS = 100;

    /** How many entries that workers put out are kept of each task: the newest. */
    public static final int MAX_OUTPUT_ENTRIES_PER_TASK = 1_000;

    /** How much their values may take up together, in UTF-8; the newest entry is kept however large. */
    public static final long MAX_OUTPUT_BYTES_PER_TASK = 8 * 1024 * 1024;

    public static final int DEFAULT_PAGE_ITEMS = 50;
    public static final int MAX_PAGE_ITEMS = 1_000;
    public static final int MAX_PAGE_OFFSET = 10_000;
    /** How many attempts get_task shows: the latest. */
    public static final int MAX_ATTEMPTS_SHOWN = 100;

    /** How many kinds get_stats shows by themselves. */
    public static final int MAX_KINDS_SHOWN = 1_000;

    public static final int DEFAULT_PRUNED_RUNS = 100;
    /** How many events one page looks at when it filters by type. */
    public static final int MAX_EVENTS_EXAMINED = 10_000;

    /** How many ids or kinds one completion answers. */
    public static final int MAX_SUGGESTIONS = 100;
    /** How many ids one completion looks at when others than its namespace's lie between. */
    public static final int MAX_IDS_EXAMINED = 10_000;

    public static final int MAX_NAME_CHARACTERS = 256;
    public static final int MAX_TEXT_CHARACTERS = 4_096;
    /** An error may quote a stack trace: a worker must not be unable to say that it failed. */
    public static final int MAX_ERROR_CHARACTERS = 65_536;

    public static final int MAX_PRIORITY = 1_000_000;
    public static final int DEFAULT_MAX_ATTEMPTS = 20;
    public static final int HIGHEST_MAX_ATTEMPTS = 1_000_000;

    public static final long DEFAULT_LEASE_MILLIS = 60_000;
    public static final long MAX_LEASE_MILLIS = 86_400_000;
    /** Below the minute after which common clients give a call up. */
    public static final long MAX_WAIT_MILLIS = 50_000;

    public static final long DEFAULT_RUN_WAIT_MILLIS = 30_000;
    public static final long DEFAULT_MAX_RETRY_DELAY_MILLIS = 86_400_000;
    /** Ten years: the furthest that a delay, a timeout or a timer may lie ahead. */
    public static final long MAX_DELAY_MILLIS = 315_360_000_000L;

    /** Ten years: the longest that ended runs may be kept before maintenance deletes them. */
    public static final long MAX_RETAIN_MILLIS = 315_360_000_000L;

    /** How many due leases and timers one step applies at most. */
    public static final int DUE_BATCH_ITEMS = 100;

    private Limits() {}
}
