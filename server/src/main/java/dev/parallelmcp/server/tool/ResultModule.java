package dev.parallelmcp.server.tool;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.WireName;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** How the values in results are written. */
final class ResultModule extends SimpleModule {

    private static final long serialVersionUID = 1L;

    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    ResultModule() {
        addSerializer(Json.class, serializer((json, out) -> out.writeRawValue(oneLine(json.text()))));
        addSerializer(Instant.class, serializer((instant, out) -> out.writeString(MILLISECONDS.format(instant))));
        addSerializer(WireName.class, serializer((name, out) -> out.writeString(name.wireName())));
        addKeySerializer(WireName.class, serializer((name, out) -> out.writeFieldName(name.wireName())));
    }

    /** What came through this server is one line already; what came through the Java API may not be. */
    private static String oneLine(String json) {
        return json.indexOf('\n') < 0 && json.indexOf('\r') < 0 ? json : JsonCompactor.compact(json);
    }

    private static <T> JsonSerializer<T> serializer(Writing<T> writing) {
        return new JsonSerializer<>() {
            @Override
            public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
                writing.write(value, out);
            }
        };
    }

    private interface Writing<T> {
        void write(T value, JsonGenerator out) throws IOException;
    }
}
