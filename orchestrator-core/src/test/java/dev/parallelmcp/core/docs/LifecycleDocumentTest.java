package dev.parallelmcp.core.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.WireName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The states of a task and the ways between them stand in the code, a table, a diagram and the database: once each. */
class LifecycleDocumentTest {

    private static final Document LIFECYCLE = Document.at("docs/lifecycle.md");

    private static Set<String> inTheCode() {
        Set<String> transitions = new TreeSet<>();
        for (TaskStatus from : TaskStatus.values()) {
            from.next().forEach(to -> transitions.add(from.wireName() + " -> " + to.wireName()));
        }
        return transitions;
    }

    @Test
    void theTableHasEveryTransitionAndNoOther() {
        Set<String> inTheTable = Document.rows(LIFECYCLE.part("transitions")).stream()
                .skip(2)
                .map(row -> row.get(0) + " -> " + row.get(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(inTheTable).isEqualTo(inTheCode());
    }

    @Test
    void theDiagramHasEveryTransitionAndNoOther() {
        String diagram = LIFECYCLE.text().split("```", -1)[1];
        Set<String> inTheDiagram = Pattern.compile("^\\s+(\\w+) --> (\\w+)", Pattern.MULTILINE)
                .matcher(diagram)
                .results()
                .map(match -> match.group(1) + " -> " + match.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(inTheDiagram).isEqualTo(inTheCode());
    }

    @Test
    void theDatabaseKnowsTheSameStates() throws IOException {
        try (InputStream schema = Objects.requireNonNull(
                getClass().getResourceAsStream("/dev/parallelmcp/core/store/sqlite/migration/001_initial.sql"))) {
            String states = Arrays.stream(TaskStatus.values())
                    .map(WireName::wireName)
                    .collect(Collectors.joining("', '", "'", "'"));
            assertThat(new String(schema.readAllBytes(), StandardCharsets.UTF_8))
                    .contains(states);
        }
    }
}
