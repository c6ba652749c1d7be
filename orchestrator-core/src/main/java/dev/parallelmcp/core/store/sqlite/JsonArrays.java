package dev.parallelmcp.core.store.sqlite;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.parallelmcp.core.model.WireName;
import java.util.Collection;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Lists of values as one statement parameter, for json_each: a statement stays the same for any number of them. */
final class JsonArrays {

    private JsonArrays() {}

    static String of(Collection<String> values) {
        JsonStringEncoder encoder = JsonStringEncoder.getInstance();
        StringJoiner array = new StringJoiner(",", "[", "]");
        for (String value : values) {
            array.add("\"" + new String(encoder.quoteAsString(value)) + "\"");
        }
        return array.toString();
    }

    static String ofNames(Collection<? extends WireName> values) {
        return of(values.stream().map(WireName::wireName).toList());
    }

    /** Null, for which the statements take every value, when there are none. */
    static @Nullable String orNull(List<String> values) {
        return values.isEmpty() ? null : of(values);
    }
}
