package dev.parallelmcp.core.reference;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Values as somebody wants to read them who looks for a mistake. */
final class Shown {

    private Shown() {}

    /** A record without the fields that say nothing. */
    static String fields(Record record) {
        return Arrays.stream(record.getClass().getRecordComponents())
                .filter(component -> says(Records.read(component, record)))
                .map(component -> field(component, record))
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String field(RecordComponent component, Record record) {
        return component.getName() + "=" + value(Records.read(component, record));
    }

    private static boolean says(Object value) {
        return !Optional.empty().equals(value) && !List.of().equals(value) && !Boolean.FALSE.equals(value);
    }

    static String value(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(Shown::value).orElse("nothing");
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Shown::value).collect(Collectors.joining(", ", "[", "]"));
        }
        return value instanceof Record record
                ? record.getClass().getSimpleName() + fields(record)
                : String.valueOf(value);
    }
}
