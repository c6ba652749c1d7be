package dev.parallelmcp.server.resource;

import dev.parallelmcp.server.mcp.RefusedException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The URI of a record, as a client that expands a template writes it: characters of the id may be percent-encoded.
 *
 * @param id decoded
 */
record RecordUri(RecordKind kind, String id) {

    private static final String SEPARATOR = "://";

    /** An id, every character of it encoded. */
    private static final int MAX_ID_CHARACTERS = 3 * 256;

    /**
     * Reads a URI.
     *
     * @throws RefusedException NOT_FOUND when it is of another kind than any of ours, INVALID when it is of one of ours
     *     but names no record
     */
    static RecordUri parse(String uri) {
        RecordKind kind = kindOf(uri)
                .orElseThrow(() -> RefusedException.notFound("Resource not found: " + uri + "; there are " + forms()));
        String id = uri.substring(kind.scheme().length() + SEPARATOR.length());
        if (id.isEmpty() != kind.single() || id.length() > MAX_ID_CHARACTERS) {
            throw wrong(kind);
        }
        try {
            // Plus is a character of no id; without this it would be read as a space, and the message would say so.
            return new RecordUri(kind, URLDecoder.decode(id.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw wrong(kind);
        }
    }

    private static Optional<RecordKind> kindOf(String uri) {
        return Arrays.stream(RecordKind.values())
                .filter(kind -> uri.startsWith(kind.scheme() + SEPARATOR))
                .findFirst();
    }

    private static RefusedException wrong(RecordKind kind) {
        return RefusedException.invalid("uri must be " + kind.uriTemplate()
                + (kind.single() ? " and no more" : ", the " + kind.variable() + " one id"));
    }

    private static String forms() {
        return Arrays.stream(RecordKind.values()).map(RecordKind::uriTemplate).collect(Collectors.joining(", "));
    }

    /** As it is listed: what may not stand in a URI by itself is encoded. */
    String text() {
        return kind.scheme() + SEPARATOR + URLEncoder.encode(id, StandardCharsets.UTF_8);
    }
}
