package dev.parallelmcp.server.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.RetryPolicy;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.TaskSummary;
import dev.parallelmcp.core.model.TaskView;
import dev.parallelmcp.core.model.WireName;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Compares a schema with a record, all the way down. */
final class RecordSchema {

    /** Fields that are there although empty, because null is an answer. */
    private static final Set<String> NULLABLE = Set.of("claim", "snapshot");

    /** Lists of what a request is about, not of what narrows it. */
    private static final Set<String> LISTS_NEEDED = Set.of("tasks", "completions");

    private static final Set<String> FLAGS_LEFT_OUT_WHEN_FALSE = Set.of("replayed", "truncated");

    private final String path;
    private final Side side;

    RecordSchema(String path, Side side) {
        this.path = path;
        this.side = side;
    }

    enum Side {
        INPUT,
        OUTPUT
    }

    void assertAgrees(Map<?, ?> schema, Class<?> type) {
        assertPropertiesAgree(schema, type, Set.of());
        Collection<?> required = schema.get("required") instanceof Collection<?> names ? names : List.of();
        List<String> expected = side == Side.INPUT ? needed(type) : alwaysThere(type);
        // A list is always there, empty or not; a schema may leave that unsaid.
        List<String> lists = Arrays.stream(type.getRecordComponents())
                .filter(component -> side == Side.OUTPUT && List.class.isAssignableFrom(component.getType()))
                .map(RecordComponent::getName)
                .toList();
        assertThat(without(required, lists))
                .as(path + " requires")
                .containsExactlyInAnyOrderElementsOf(without(expected, lists));
    }

    void assertPropertiesAgree(Map<?, ?> schema, Class<?> type, Set<String> unused, String... more) {
        Map<?, ?> properties = child(schema, "properties");
        List<RecordComponent> components = Arrays.stream(type.getRecordComponents())
                .filter(component -> !unused.contains(component.getName()))
                .toList();
        assertThat(properties.keySet().stream().map(String::valueOf))
                .as(path)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(components.stream().map(RecordComponent::getName), Arrays.stream(more))
                                .toList());
        for (RecordComponent component : components) {
            new RecordSchema(path + "." + component.getName(), side)
                    .assertValue(child(properties, component.getName()), component.getGenericType());
        }
    }

    /** The components without which a request is refused. */
    private static List<String> needed(Class<?> type) {
        if (type == RetryPolicy.class) {
            return List.of();
        }
        return Arrays.stream(type.getRecordComponents())
                .filter(component -> LISTS_NEEDED.contains(component.getName())
                        || !Set.of(Optional.class, List.class, boolean.class).contains(component.getType()))
                .map(RecordComponent::getName)
                .toList();
    }

    /** The components that a result always shows, in order. */
    List<String> alwaysThere(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .filter(component -> component.getType() != Optional.class || NULLABLE.contains(component.getName()))
                .map(RecordComponent::getName)
                .filter(name -> !FLAGS_LEFT_OUT_WHEN_FALSE.contains(name))
                .toList();
    }

    private static List<Object> without(Collection<?> names, List<String> left) {
        List<Object> rest = new ArrayList<>(names);
        rest.removeAll(left);
        return rest;
    }

    private void assertValue(Map<?, ?> schema, Type type) {
        if (type instanceof ParameterizedType generic) {
            assertGeneric(schema, generic);
        } else {
            assertClass(schema, (Class<?>) type);
        }
    }

    private void assertGeneric(Map<?, ?> schema, ParameterizedType type) {
        Type[] arguments = type.getActualTypeArguments();
        if (type.getRawType() == List.class) {
            assertThat(schema.get("type")).as(path).isEqualTo("array");
            new RecordSchema(path + "[]", side).assertValue(child(schema, "items"), arguments[0]);
        } else if (type.getRawType() == Map.class) {
            assertMap(schema, (Class<?>) arguments[0], arguments[1]);
        } else if (schema.get("anyOf") instanceof List<?> either && either.contains(Map.of("type", "null"))) {
            assertThat(either).as(path).hasSize(2);
            assertValue((Map<?, ?>) either.get(0), arguments[0]);
        } else {
            assertValue(schema, arguments[0]);
        }
    }

    private void assertMap(Map<?, ?> schema, Class<?> key, Type value) {
        assertThat(schema.get("type")).as(path).isEqualTo("object");
        if (key.isEnum()) {
            Map<?, ?> properties = child(schema, "properties");
            assertThat(properties.keySet()).as(path).isEqualTo(wireNames(key));
            properties.values().forEach(each -> assertValue((Map<?, ?>) each, value));
        } else {
            assertValue(child(schema, "additionalProperties"), value);
        }
    }

    private void assertClass(Map<?, ?> schema, Class<?> type) {
        if (type == TaskView.class) {
            List<?> either = (List<?>) Objects.requireNonNull(schema.get("anyOf"), path);
            assertAgrees((Map<?, ?>) either.get(0), Task.class);
            assertAgrees((Map<?, ?>) either.get(1), TaskSummary.class);
        } else if (type == Json.class) {
            boolean object = path.endsWith(".metadata") || path.endsWith("events[].payload");
            assertThat(schema.get("type")).as(path).isEqualTo(object ? "object" : null);
        } else if (type.isEnum()) {
            assertEnum(schema, type);
        } else if (type.isRecord()) {
            assertThat(schema.get("type")).as(path).isEqualTo("object");
            assertAgrees(schema, type);
        } else {
            assertThat(schema.get("type")).as(path).isEqualTo(scalar(type));
            assertThat(schema.get("format")).as(path).isEqualTo(type == Instant.class ? "date-time" : null);
        }
    }

    private void assertEnum(Map<?, ?> schema, Class<?> type) {
        List<?> values = (List<?>) schema.get("enum");
        if (path.startsWith("prune_runs.statuses")) {
            assertThat(wireNames(type).containsAll(values)).as(path).isTrue();
        } else {
            assertThat(Set.copyOf(values)).as(path).isEqualTo(wireNames(type));
        }
    }

    /** The schema under a name; none is none of anything. */
    static Map<?, ?> child(Map<?, ?> schema, String name) {
        return schema.get(name) instanceof Map<?, ?> child ? child : Map.of();
    }

    private static Set<Object> wireNames(Class<?> type) {
        return Set.copyOf(Arrays.stream(type.getEnumConstants())
                .<Object>map(constant -> constant instanceof WireName name ? name.wireName() : constant.toString())
                .toList());
    }

    private static String scalar(Class<?> type) {
        if (type == String.class || type == Instant.class) {
            return "string";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "boolean";
        }
        return type == double.class || type == Double.class ? "number" : "integer";
    }
}
