package dev.parallelmcp.server.tool;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses an object with a field that comes twice: which of the two was meant is anybody's guess. What is skipped as a
 * whole, as payloads are, is not looked into; the parser's own setting would refuse them too.
 */
final class FieldsOnceParser extends JsonParserDelegate {

    /** The names met so far in each object that is open, the innermost first. */
    private final Deque<Set<String>> open = new ArrayDeque<>();

    FieldsOnceParser(JsonParser parser) {
        super(parser);
    }

    @Override
    public @Nullable JsonToken nextToken() throws IOException {
        JsonToken token = delegate.nextToken();
        if (token == JsonToken.START_OBJECT) {
            open.push(new HashSet<>());
        } else if (token == JsonToken.END_OBJECT) {
            open.pop();
        } else if (token == JsonToken.FIELD_NAME && !open.element().add(delegate.currentName())) {
            throw new RepeatedFieldException(path(delegate.getParsingContext()), delegate.currentTokenLocation());
        }
        return token;
    }

    @Override
    public @Nullable JsonToken nextValue() throws IOException {
        JsonToken token = nextToken();
        return token == JsonToken.FIELD_NAME ? nextToken() : token;
    }

    @Override
    public JsonParser skipChildren() throws IOException {
        boolean object = delegate.hasToken(JsonToken.START_OBJECT);
        delegate.skipChildren();
        if (object) {
            open.pop();
        }
        return this;
    }

    /** Where the parser is, as in {@code retry.delayMs} or {@code tasks[2].kind}. */
    private static String path(JsonStreamContext place) {
        JsonStreamContext parent = place.getParent();
        String before = parent == null || parent.inRoot() ? "" : path(parent);
        if (place.inArray()) {
            return before + "[" + place.getCurrentIndex() + "]";
        }
        return before.isEmpty() ? place.getCurrentName() : before + "." + place.getCurrentName();
    }
}
