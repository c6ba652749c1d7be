package dev.parallelmcp.server.tool;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import dev.parallelmcp.core.model.result.ClaimResult;
import dev.parallelmcp.core.model.result.CurrentSnapshotView;
import java.util.Map;
import java.util.Set;

/**
 * The exceptions from "what is empty is left out": a field whose absence would be an answer is there as null, and a flag
 * that says something unusual is there only when it does.
 */
final class ResultInclusion extends NopAnnotationIntrospector {

    private static final long serialVersionUID = 1L;

    private static final Map<Class<?>, String> NULL_IS_AN_ANSWER =
            Map.of(ClaimResult.class, "claim", CurrentSnapshotView.class, "snapshot");

    private static final Set<String> ONLY_WHEN_TRUE = Set.of("replayed", "truncated");

    @Override
    public Version version() {
        return Version.unknownVersion();
    }

    @Override
    public JsonInclude.Value findPropertyInclusion(Annotated annotated) {
        if (annotated instanceof AnnotatedMember member) {
            if (member.getName().equals(NULL_IS_AN_ANSWER.get(member.getDeclaringClass()))) {
                return JsonInclude.Value.construct(Include.ALWAYS, Include.ALWAYS);
            }
            if (member.getRawType() == boolean.class && ONLY_WHEN_TRUE.contains(member.getName())) {
                return JsonInclude.Value.construct(Include.NON_DEFAULT, Include.ALWAYS);
            }
        }
        return JsonInclude.Value.empty();
    }
}
