package dev.parallelmcp.server.tool;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import java.io.IOException;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses an empty list of what is wanted. Read as no filter it would mean everything, which its sender hardly meant and
 * prune_runs could not undo.
 */
final class FilterDeserializer extends DelegatingDeserializer {

    private static final long serialVersionUID = 1L;

    /** Lists in which nothing is as good as being absent. */
    private static final Set<String> NO_FILTERS = Set.of("dependsOnTaskIds", "dependsOn");

    FilterDeserializer(JsonDeserializer<?> list) {
        super(list);
    }

    @Override
    protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> list) {
        return new FilterDeserializer(list);
    }

    @Override
    public JsonDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property)
            throws JsonMappingException {
        JsonDeserializer<?> filter = super.createContextual(context, property);
        return property != null && NO_FILTERS.contains(property.getName()) ? filter.getDelegatee() : filter;
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        Object list = super.deserialize(parser, context);
        if (list instanceof Collection<?> values && values.isEmpty()) {
            throw context.weirdStringException("[]", handledType(), "names nothing");
        }
        return list;
    }
}
