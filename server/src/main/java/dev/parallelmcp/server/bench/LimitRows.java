package dev.parallelmcp.server.bench;

/** What stands in the rows of the limit: as long as what stands in the product's. */
final class LimitRows {

    /** The characters of an id behind its prefix. */
    private static final int ID_CHARACTERS = 26;

    /** Of those that many ids share because they were made in the same moment. */
    private static final String SHARED = "0k3m9xq7v2h5z";

    private static final String PADDING = "0000000000000";
    private static final long FIRST_MILLIS = 1_700_000_000_000L;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final long begin = System.nanoTime();
    private long last;

    /** Sorts behind those that were made before, as the product's do. */
    String id(String prefix) {
        String number = Long.toString(++last);
        String id = prefix + SHARED + PADDING.substring(number.length()) + number;
        if (id.length() != prefix.length() + ID_CHARACTERS) {
            throw new IllegalStateException("an id of another length: " + id);
        }
        return id;
    }

    /** What many ids begin with. */
    String idPrefix(String prefix) {
        return prefix + SHARED;
    }

    long now() {
        return FIRST_MILLIS + (System.nanoTime() - begin) / NANOS_PER_MILLI;
    }

    static String claimed(String leaseId, String worker, int attempt, long fencingToken) {
        return "{\"status\":\"leased\",\"attemptCount\":" + attempt + ",\"leaseId\":\"" + leaseId + "\",\"leasedBy\":\""
                + worker + "\",\"reason\":null,\"attemptNumber\":" + attempt + ",\"fencingToken\":" + fencingToken
                + ",\"leaseExpiresAt\":\"2026-01-31T09:30:00.000Z\"}";
    }

    static String completed(int attempt) {
        return "{\"status\":\"completed\",\"attemptCount\":" + attempt
                + ",\"leaseId\":null,\"leasedBy\":null,\"reason\":null}";
    }
}
