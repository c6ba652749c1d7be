package dev.parallelmcp.server.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.util.Map;

/**
 * How the SDK's messages become JSON and back. A value that has the wanted type already is passed through, which is how
 * a tool call reaches its handler without its arguments being taken apart.
 */
final class ProtocolJson implements McpJsonMapper {

    static final String WRONG_PARAMETERS = "the parameters do not have the form that this method takes";

    private final Lazy<ObjectMapper> mapper = Lazy.of(() -> JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build());
    private final Lazy<McpJsonMapper> delegate = Lazy.of(() -> new JacksonMcpJsonMapper(mapper.get()));

    /** An object as plain collections, for the SDK to convert. */
    Map<String, Object> object(String json) throws IOException {
        return delegate.get().readValue(json, new TypeRef<Map<String, Object>>() {});
    }

    /** One line of JSON. */
    String write(Object value) {
        if (value instanceof JsonText json) {
            return json.text();
        }
        try {
            return mapper.get().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "a reply of type " + value.getClass().getName() + " is not writable", e);
        }
    }

    @Override
    public <T> T convertValue(Object value, Class<T> type) {
        return type.isInstance(value)
                ? type.cast(value)
                : invalidParamsUnless(() -> delegate.get().convertValue(value, type));
    }

    @Override
    @SuppressWarnings("unchecked") // The type is the class that was compared.
    public <T> T convertValue(Object value, TypeRef<T> type) {
        return value.getClass() == type.getType()
                ? (T) value
                : invalidParamsUnless(() -> delegate.get().convertValue(value, type));
    }

    /** The client's parameters did not fit; without this the SDK would call it an internal error and quote them. */
    private static <T> T invalidParamsUnless(Conversion<T> conversion) {
        try {
            return conversion.convert();
        } catch (IllegalArgumentException e) {
            throw McpError.builder(McpSchema.ErrorCodes.INVALID_PARAMS)
                    .message(WRONG_PARAMETERS)
                    .build();
        }
    }

    private interface Conversion<T> {
        T convert();
    }

    @Override
    public <T> T readValue(String content, Class<T> type) throws IOException {
        return delegate.get().readValue(content, type);
    }

    @Override
    public <T> T readValue(byte[] content, Class<T> type) throws IOException {
        return delegate.get().readValue(content, type);
    }

    @Override
    public <T> T readValue(String content, TypeRef<T> type) throws IOException {
        return delegate.get().readValue(content, type);
    }

    @Override
    public <T> T readValue(byte[] content, TypeRef<T> type) throws IOException {
        return delegate.get().readValue(content, type);
    }

    @Override
    public String writeValueAsString(Object value) throws IOException {
        return delegate.get().writeValueAsString(value);
    }

    @Override
    public byte[] writeValueAsBytes(Object value) throws IOException {
        return delegate.get().writeValueAsBytes(value);
    }
}
