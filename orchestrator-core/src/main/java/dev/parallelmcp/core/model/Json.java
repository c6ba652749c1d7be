package dev.parallelmcp.core.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.parallelmcp.core.error.OrchestratorException;
import java.io.IOException;
import java.util.Objects;

/**
 * One JSON value as text. The core never looks inside: a payload is text from the edge to the database and back, so
 * numbers, key order and white space stay as they came. Immutable; equal when the text is equal.
 */
public final class Json {

    /** Bounds nothing but the depth: how large a payload may be is for the deployment to say. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Limits.MAX_PAYLOAD_DEPTH)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final String text;

    private Json(String text) {
        this.text = Objects.requireNonNull(text, "text");
    }

    /**
     * Takes text from a caller.
     *
     * @throws OrchestratorException INVALID_ARGUMENT when the text is not exactly one JSON value, is nested deeper than
     *     {@link Limits#MAX_PAYLOAD_DEPTH}, or is not {@link Texts#storable storable}
     */
    public static Json of(String text) {
        if (!Texts.storable(text)) {
            throw OrchestratorException.invalidArgument(
                    "payload", "holds half a surrogate pair or the character U+0000");
        }
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                throw OrchestratorException.invalidArgument("payload", "empty text is not a JSON value");
            }
            parser.skipChildren();
            parser.finishToken();
            if (parser.nextToken() != null) {
                throw OrchestratorException.invalidArgument("payload", "more than one JSON value");
            }
        } catch (StreamConstraintsException e) {
            // Nothing but the depth is bounded, and the parser's own words for it speak of itself.
            throw OrchestratorException.invalidArgument(
                    "payload", "nested deeper than " + Limits.MAX_PAYLOAD_DEPTH + " levels");
        } catch (IOException e) {
            throw OrchestratorException.invalidArgument("payload", "not valid JSON: " + firstLine(e));
        }
        return new Json(text);
    }

    /** Wraps text that is known to be JSON: it was written by a JSON generator or read from the store. */
    public static Json trusted(String text) {
        return new Json(text);
    }

    public String text() {
        return text;
    }

    /** The size of the text in UTF-8, in bytes. */
    public int utf8Bytes() {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                bytes += 1;
            } else if (c < 0x800 || Character.isSurrogate(c)) {
                bytes += 2;
            } else {
                bytes += 3;
            }
        }
        return bytes;
    }

    private static String firstLine(IOException e) {
        String message = Objects.requireNonNullElse(e.getMessage(), "unreadable");
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Json json && json.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The text itself. */
    @Override
    public String toString() {
        return text;
    }
}
