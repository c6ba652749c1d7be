package dev.parallelmcp.server.bench;

import dev.parallelmcp.core.model.Json;

/** What the tasks of all measurements are made of: little, and the same for the product and for its limit. */
final class Items {

    static final String KIND = "bench";
    static final String INPUT = "{\"item\":1}";
    static final String OUTPUT = "{\"ok\":true}";

    static final Json INPUT_JSON = Json.of(INPUT);
    static final Json OUTPUT_JSON = Json.of(OUTPUT);

    /** Long enough that no lease ends while it is measured. */
    static final long LEASE_MILLIS = 3_600_000;

    private Items() {}

    static String worker(int number) {
        return "worker-" + number;
    }
}
