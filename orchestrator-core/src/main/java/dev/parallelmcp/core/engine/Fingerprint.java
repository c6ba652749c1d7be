package dev.parallelmcp.core.engine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.Limits;
import dev.parallelmcp.core.model.WireName;
import dev.parallelmcp.core.model.request.CompleteTaskRequest;
import dev.parallelmcp.core.model.request.CompleteTasksRequest;
import dev.parallelmcp.core.model.request.FailTaskRequest;
import dev.parallelmcp.core.model.request.Mutation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Tells whether two requests are the same call: a hash over the arguments, JSON objects with their keys sorted. What may
 * differ between a call and its repetition is left out: the token itself, how long to wait or hold, what else the answer
 * is to bring, and for complete and fail who holds the lease, since only task and outcome matter there.
 */
final class Fingerprint {

    /** Reads whatever a {@link Json} may say. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Limits.MAX_PAYLOAD_DEPTH)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private static final Set<String> NEVER_COMPARED =
            Set.of("clientToken", "waitMs", "leaseMs", "includeContext", "includeDependencyOutputs");
    private static final Set<String> HOLDER = Set.of("leaseId", "workerId");

    private Fingerprint() {}

    static String of(Mutation request) {
        Set<String> alsoLeftOut = request instanceof CompleteTaskRequest
                        || request instanceof CompleteTasksRequest
                        || request instanceof FailTaskRequest
                ? HOLDER
                : Set.of();
        StringBuilder text = new StringBuilder();
        appendRecord(text, request, alsoLeftOut);
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void appendRecord(StringBuilder text, Object value, Set<String> leftOut) {
        text.append('{');
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            String name = component.getName();
            if (!NEVER_COMPARED.contains(name) && !leftOut.contains(name)) {
                text.append(name).append('=');
                append(text, read(component, value), leftOut);
                text.append(';');
            }
        }
        text.append('}');
    }

    private static Object read(RecordComponent component, Object owner) {
        try {
            return component.getAccessor().invoke(owner);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("requests are public records", e);
        }
    }

    /** Text is written with its length, so that no two different values run together into the same characters. */
    private static void append(StringBuilder text, Object value, Set<String> leftOut) {
        if (value instanceof Optional<?> optional) {
            optional.ifPresent(present -> append(text, present, leftOut));
        } else if (value instanceof List<?> list) {
            text.append('[').append(list.size());
            list.forEach(item -> append(text.append(','), item, leftOut));
            text.append(']');
        } else if (value instanceof Json json) {
            appendText(text, canonical(json));
        } else if (value instanceof WireName named) {
            text.append(named.wireName());
        } else if (value instanceof Record record) {
            appendRecord(text, record, leftOut);
        } else {
            appendText(text, value.toString());
        }
    }

    private static void appendText(StringBuilder text, String value) {
        text.append(value.length()).append(':').append(value);
    }

    private static String canonical(Json json) {
        try (JsonParser parser = FACTORY.createParser(json.text())) {
            parser.nextToken();
            StringBuilder text = new StringBuilder();
            appendCanonical(text, parser);
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void appendCanonical(StringBuilder text, JsonParser parser) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> appendObject(text, parser);
            case START_ARRAY -> {
                text.append('[');
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    appendCanonical(text, parser);
                    text.append(',');
                }
                text.append(']');
            }
            case VALUE_STRING -> appendText(text.append('"'), parser.getText());
            default -> text.append(parser.getText());
        }
    }

    private static void appendObject(StringBuilder text, JsonParser parser) throws IOException {
        Map<String, String> fields = new TreeMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            StringBuilder value = new StringBuilder();
            appendCanonical(value, parser);
            fields.put(name, value.toString());
        }
        text.append('{');
        fields.forEach((name, value) -> {
            appendText(text, name);
            text.append(value).append(',');
        });
        text.append('}');
    }
}
