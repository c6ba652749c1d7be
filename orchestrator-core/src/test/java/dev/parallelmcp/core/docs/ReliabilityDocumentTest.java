package dev.parallelmcp.core.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A promise names the tests that hold it, and these are there. */
class ReliabilityDocumentTest {

    private static final Document RELIABILITY = Document.at("docs/reliability.md");
    private static final Pattern TEST_CLASS = Pattern.compile("`(\\w+(?:Test|IT|Contract))`");
    private static final List<String> MODULES = List.of("orchestrator-core", "server", "dist");

    private static Set<String> testClasses() throws IOException {
        Set<String> names = new TreeSet<>();
        for (String module : MODULES) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src/test/java"))) {
                files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(".java"))
                        .map(name -> name.substring(0, name.length() - ".java".length()))
                        .forEach(names::add);
            }
        }
        return names;
    }

    @Test
    void everyTestThatIsNamedIsThere() throws IOException {
        Set<String> named = TEST_CLASS
                .matcher(RELIABILITY.text())
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        assertThat(named).hasSizeGreaterThan(20);
        assertThat(testClasses()).containsAll(named);
    }

    @Test
    void everyPromiseNamesHowItIsTested() {
        assertThat(Document.rows(RELIABILITY.part("promises")))
                .hasSizeGreaterThan(8)
                .allSatisfy(row -> assertThat(row.get(2)).isNotBlank());
    }
}
