package dev.parallelmcp.server.mcp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.parallelmcp.schema.ToolAnnotations;
import dev.parallelmcp.schema.ToolSpec;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result of tools/list, as the SDK writes it but without it: clients ask for it right after their greeting, when the
 * SDK is not loaded yet.
 */
final class ToolList {

    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator json;

    private ToolList(JsonGenerator json) {
        this.json = json;
    }

    static JsonText of(List<ToolSpec> tools) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            new ToolList(json).write(tools);
        } catch (IOException e) {
            throw new UncheckedIOException("text in memory is always writable", e);
        }
        return new JsonText(text.toString());
    }

    private void write(List<ToolSpec> tools) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("tools");
        for (ToolSpec tool : tools) {
            write(tool);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(ToolSpec tool) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", tool.name());
        json.writeStringField("title", tool.title());
        json.writeStringField("description", tool.description());
        json.writeFieldName("inputSchema");
        write(tool.inputSchema());
        json.writeFieldName("outputSchema");
        write(tool.outputSchema());
        write(tool.annotations());
        json.writeEndObject();
    }

    private void write(ToolAnnotations hints) throws IOException {
        json.writeObjectFieldStart("annotations");
        json.writeBooleanField("readOnlyHint", hints.readOnlyHint());
        json.writeBooleanField("destructiveHint", hints.destructiveHint());
        json.writeBooleanField("idempotentHint", hints.idempotentHint());
        json.writeBooleanField("openWorldHint", hints.openWorldHint());
        json.writeEndObject();
    }

    private void write(@Nullable Object value) throws IOException {
        if (value instanceof Map<?, ?> object) {
            json.writeStartObject();
            for (Map.Entry<?, ?> field : object.entrySet()) {
                json.writeFieldName(String.valueOf(field.getKey()));
                write(field.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof List<?> array) {
            json.writeStartArray();
            for (Object item : array) {
                write(item);
            }
            json.writeEndArray();
        } else {
            // Text, a number, a boolean or nothing.
            json.writeObject(value);
        }
    }
}
