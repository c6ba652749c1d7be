package dev.parallelmcp.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class AnnotationsTest {

    @Test
    void noToolReachesOutside() {
        assertThat(having(ToolAnnotations::openWorldHint)).isEmpty();
    }

    @Test
    void readsAreThoseThatGetListOrWait() {
        assertThat(having(ToolAnnotations::readOnlyHint))
                .isEqualTo(ToolJson.names()
                        .filter(name -> name.matches("(get|list|wait)_.*"))
                        .toList());
    }

    @Test
    void onlyCancellingAndPruningAreDestructive() {
        assertThat(having(ToolAnnotations::destructiveHint)).containsExactly("cancel_run", "prune_runs", "cancel_task");
    }

    @Test
    void onlyRepeatsThatSucceedAndChangeNothingAreIdempotent() {
        assertThat(having(hints -> hints.idempotentHint() && !hints.readOnlyHint()))
                .containsExactly("close_run", "cancel_run", "mark_task_running", "cancel_task");
        assertThat(having(hints -> hints.readOnlyHint() && !hints.idempotentHint()))
                .isEmpty();
    }

    private static List<String> having(Predicate<ToolAnnotations> rule) {
        return ToolJson.CATALOG.tools().stream()
                .filter(tool -> rule.test(tool.annotations()))
                .map(ToolSpec::name)
                .toList();
    }
}
