package dev.parallelmcp.server.tool;

import dev.parallelmcp.core.model.IdKind;
import dev.parallelmcp.core.model.request.AppendContextSnapshotRequest;
import dev.parallelmcp.core.model.request.CompleteTasksRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.EnqueueTasksRequest;
import dev.parallelmcp.core.model.request.TaskDraft;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request that name a record, and of which kind. A model mixes up ids easily; told which kind it
 * gave and which is needed it corrects itself, while "not found" would send it looking.
 */
final class IdFields {

    private static final Map<String, IdKind> KINDS = Map.of(
            "runId", IdKind.RUN,
            "taskId", IdKind.TASK,
            "leaseId", IdKind.LEASE,
            "snapshotId", IdKind.CONTEXT,
            "contextSnapshotId", IdKind.CONTEXT,
            "parentSnapshotId", IdKind.CONTEXT,
            "dependsOnTaskIds", IdKind.TASK);

    /** An id of one's own may look like anything but an id of another kind, or nobody could pass it on. */
    private static final Map<Class<?>, IdKind> OWN_ID_KINDS = Map.of(
            CreateRunRequest.class, IdKind.RUN,
            EnqueueTaskRequest.class, IdKind.TASK,
            TaskDraft.class, IdKind.TASK,
            AppendContextSnapshotRequest.class, IdKind.CONTEXT);

    private static final ClassValue<List<IdField>> FIELDS = new ClassValue<>() {
        @Override
        protected List<IdField> computeValue(Class<?> request) {
            return Arrays.stream(request.getRecordComponents())
                    .flatMap(component -> Stream.ofNullable(kind(request, component.getName()))
                            .map(kind -> new IdField(component, kind)))
                    .toList();
        }
    };

    private IdFields() {}

    private static @Nullable IdKind kind(Class<?> request, String field) {
        return field.equals("id") ? OWN_ID_KINDS.get(request) : KINDS.get(field);
    }

    /** One line for each id of the wrong kind. */
    static List<String> problems(Record request) {
        return problems("", request).toList();
    }

    /** What the graph depends on may be refs, which look like anything; the operation tells of those. */
    private static Stream<String> problems(String place, Record record) {
        Stream<String> own = FIELDS.get(record.getClass()).stream().flatMap(field -> field.problems(place, record));
        if (record instanceof EnqueueTasksRequest graph) {
            return Stream.concat(own, problems("tasks", graph.tasks()));
        }
        return record instanceof CompleteTasksRequest batch
                ? Stream.concat(own, problems("completions", batch.completions()))
                : own;
    }

    private static Stream<String> problems(String list, List<? extends Record> items) {
        return IntStream.range(0, items.size()).boxed().flatMap(i -> problems(list + "[" + i + "].", items.get(i)));
    }

    private record IdField(RecordComponent component, IdKind kind) {

        Stream<String> problems(String place, Record request) {
            return ids(value(request))
                    .flatMap(id -> IdKind.of(id)
                            .filter(given -> given != kind)
                            .map(given -> place + component.getName() + ": " + id + " is " + article(given) + "; "
                                    + article(kind) + " is needed")
                            .stream());
        }

        private Object value(Record request) {
            try {
                return component.getAccessor().invoke(request);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("the component " + component + " is not readable", e);
            }
        }

        private static Stream<String> ids(Object value) {
            if (value instanceof List<?> list) {
                return list.stream().map(String.class::cast);
            }
            return value instanceof Optional<?> optional
                    ? optional.stream().map(String.class::cast)
                    : Stream.of((String) value);
        }

        private static String article(IdKind kind) {
            return (kind == IdKind.ATTEMPT ? "an " : "a ") + kind.title();
        }
    }
}
