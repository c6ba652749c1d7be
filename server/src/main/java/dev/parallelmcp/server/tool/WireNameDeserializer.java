package dev.parallelmcp.server.tool;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import dev.parallelmcp.core.model.WireName;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads an enum constant by its name outside Java, and by that alone. */
final class WireNameDeserializer extends StdDeserializer<WireName> {

    private static final long serialVersionUID = 1L;

    private final transient Map<String, WireName> constants;

    WireNameDeserializer(Class<?> type) {
        super(type);
        this.constants = Arrays.stream(type.getEnumConstants())
                .map(WireName.class::cast)
                .collect(Collectors.toUnmodifiableMap(WireName::wireName, Function.identity()));
    }

    @Override
    public WireName deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        WireName constant = parser.hasToken(JsonToken.VALUE_STRING) ? constants.get(parser.getText()) : null;
        if (constant == null) {
            throw context.weirdStringException(parser.getText(), handledType(), "not one of " + constants.keySet());
        }
        return constant;
    }
}
