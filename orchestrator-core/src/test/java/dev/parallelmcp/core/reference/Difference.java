package dev.parallelmcp.core.reference;

import dev.parallelmcp.core.error.Refusal;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The first place at which two values differ, in plain words. */
record Difference(String where, String expected, String actual) {

    @Override
    public String toString() {
        return where + " should be " + expected + " but is " + actual;
    }

    /** The place without the numbers in it: two differences there are of the same sort. */
    String sort() {
        return where.replaceAll("\\[[^]]*]", "[]");
    }

    /** Empty when both mean the same. Of refusals only the codes are compared: their words are the engine's. */
    static Optional<Difference> between(String where, Object expected, Object actual) {
        if (expected instanceof Optional<?> a && actual instanceof Optional<?> b && a.isPresent() && b.isPresent()) {
            return between(where, a.get(), b.get());
        }
        if (expected instanceof List<?> a && actual instanceof List<?> b) {
            return betweenLists(where, a, b);
        }
        if (expected instanceof Map<?, ?> a && actual instanceof Map<?, ?> b) {
            return betweenMaps(where, a, b);
        }
        if (expected instanceof Refusal a && actual instanceof Refusal b) {
            return between(where + ".code", a.code(), b.code());
        }
        if (expected instanceof Record a && actual instanceof Record b && a.getClass() == b.getClass()) {
            return betweenRecords(where, a, b);
        }
        return Objects.equals(expected, actual)
                ? Optional.empty()
                : Optional.of(new Difference(where, Shown.value(expected), Shown.value(actual)));
    }

    private static Optional<Difference> betweenRecords(String where, Record expected, Record actual) {
        for (RecordComponent component : expected.getClass().getRecordComponents()) {
            Optional<Difference> difference = between(
                    where + "." + component.getName(),
                    Records.read(component, expected),
                    Records.read(component, actual));
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private static Optional<Difference> betweenLists(String where, List<?> expected, List<?> actual) {
        for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
            Optional<Difference> difference = between(where + "[" + i + "]", item(expected, i), item(actual, i));
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private static Object item(List<?> list, int index) {
        return index < list.size() ? list.get(index) : "missing";
    }

    private static Optional<Difference> betweenMaps(String where, Map<?, ?> expected, Map<?, ?> actual) {
        Set<Object> keys = new LinkedHashSet<>(expected.keySet());
        keys.addAll(actual.keySet());
        for (Object key : keys) {
            Optional<Difference> difference =
                    between(where + "." + key, valueOrMissing(expected, key), valueOrMissing(actual, key));
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private static Object valueOrMissing(Map<?, ?> map, Object key) {
        return map.containsKey(key) ? map.get(key) : "missing";
    }
}
