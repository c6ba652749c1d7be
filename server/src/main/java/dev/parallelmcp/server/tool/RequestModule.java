package dev.parallelmcp.server.tool;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.StdDelegatingDeserializer;
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer;
import com.fasterxml.jackson.databind.module.SimpleDeserializers;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.CollectionType;
import com.fasterxml.jackson.databind.type.ReferenceType;
import com.fasterxml.jackson.databind.util.StdConverter;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.RetryPolicy;
import dev.parallelmcp.core.model.WireName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How the values in arguments are read. */
final class RequestModule extends SimpleModule {

    private static final long serialVersionUID = 1L;

    RequestModule() {
        setDeserializers(new ByKind());
        setDeserializerModifier(new ListsAsFilters());
        addDeserializer(Json.class, new PayloadDeserializer());
        addDeserializer(Instant.class, new InstantDeserializer());
        addDeserializer(Integer.class, new ExactIntegerDeserializer<>(Integer.class, Math::toIntExact));
        addDeserializer(Long.class, new ExactIntegerDeserializer<>(Long.class, Long::valueOf));
        addDeserializer(RetryPolicy.class, new StdDelegatingDeserializer<>(new RetryConverter()));
    }

    private static final class ListsAsFilters extends BeanDeserializerModifier {
        private static final long serialVersionUID = 1L;

        @Override
        public JsonDeserializer<?> modifyCollectionDeserializer(
                DeserializationConfig config,
                CollectionType type,
                BeanDescription description,
                JsonDeserializer<?> deserializer) {
            return new FilterDeserializer(deserializer);
        }
    }

    private static final class RetryConverter extends StdConverter<RetryInput, RetryPolicy> {
        @Override
        public RetryPolicy convert(RetryInput input) {
            return input.toPolicy();
        }
    }

    /** Where one class is not enough to tell. */
    private static final class ByKind extends SimpleDeserializers {
        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable JsonDeserializer<?> findEnumDeserializer(
                Class<?> type, DeserializationConfig config, BeanDescription description) {
            return WireName.class.isAssignableFrom(type) ? new WireNameDeserializer(type) : null;
        }

        @Override
        public @Nullable JsonDeserializer<?> findReferenceDeserializer(
                ReferenceType type,
                DeserializationConfig config,
                BeanDescription description,
                TypeDeserializer contentTypeDeserializer,
                JsonDeserializer<?> contentDeserializer) {
            return type.getContentType().hasRawClass(Json.class) ? new OptionalPayloadDeserializer(true) : null;
        }
    }
}
