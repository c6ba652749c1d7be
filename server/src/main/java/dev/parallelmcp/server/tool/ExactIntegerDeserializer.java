package dev.parallelmcp.server.tool;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.function.LongFunction;

/** Reads a whole number: also {@code 5.0} and {@code 5e0}, which JSON does not tell from 5, but never a part of one. */
final class ExactIntegerDeserializer<N extends Number> extends StdDeserializer<N> {

    private static final long serialVersionUID = 1L;

    /** Longer ones are out of every range; reading them would only cost time. */
    private static final int MAX_CHARACTERS = 40;

    private final transient LongFunction<N> narrow;

    ExactIntegerDeserializer(Class<N> type, LongFunction<N> narrow) {
        super(type);
        this.narrow = narrow;
    }

    @Override
    public N deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
            String text = parser.getText();
            if (text.length() <= MAX_CHARACTERS) {
                try {
                    return narrow.apply(new BigDecimal(text).longValueExact());
                } catch (ArithmeticException | NumberFormatException e) {
                    throw context.weirdStringException(text, handledType(), "not a whole number in range");
                }
            }
        }
        throw context.weirdStringException("", handledType(), "not a whole number");
    }
}
