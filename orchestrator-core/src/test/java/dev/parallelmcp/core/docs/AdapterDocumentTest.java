package dev.parallelmcp.core.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.ConformanceSuite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who writes a store finds in the document every contract, every file of the example, and settings that work. */
class AdapterDocumentTest {

    private static final Document DOCUMENT = Document.at("docs/authoring-an-adapter.md");
    private static final Path TESTS = Path.of("src/test/java/dev/parallelmcp/core");

    private static List<List<String>> rows(String part) {
        return Document.rows(DOCUMENT.part(part)).stream().skip(2).toList();
    }

    private static String code(String part) {
        return DOCUMENT.part(part).replaceAll("```\\w*", "").strip();
    }

    private static String source(String file) throws IOException {
        return Files.readString(TESTS.resolve(file));
    }

    @Test
    void everyContractBelongsToOneAspect() {
        assertThat(rows("aspects").stream()
                        .flatMap(row -> Stream.of(row.get(1).split(", ", -1)))
                        .map(name -> name + "Contract"))
                .containsExactlyInAnyOrderElementsOf(ConformanceSuite.contracts().stream()
                        .map(Class::getSimpleName)
                        .toList());
    }

    @Test
    void everyFileOfTheExampleHasItsPlace() throws IOException {
        try (Stream<Path> files = Files.list(TESTS.resolve("store/memory"))) {
            assertThat(rows("example").stream().map(row -> row.get(0) + ".java"))
                    .containsExactlyInAnyOrderElementsOf(files.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString())
                            .filter(file -> !file.equals("package-info.java"))
                            .toList());
        }
    }

    @Test
    void theTestClassIsOneThatRuns() throws IOException {
        assertThat(source("store/memory/contract/MemoryClaimTest.java")).endsWith(code("class") + "\n");
    }

    @Test
    void theMethodsAreThoseOfTheContract() throws IOException {
        String contract = source("contract/StoreContract.java");

        assertThat(code("methods").lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(contract).contains(line));
    }

    @Test
    void theVersionsAreThoseOfTheBuild() throws IOException {
        String parent = Files.readString(Path.of("../pom.xml"));
        Map<String, String> versions = Map.of(
                "orchestrator-core", found("<artifactId>parallel-mcp</artifactId>\\s+<version>([^<]+)", parent),
                "junit-jupiter", found("<junit.version>([^<]+)", parent),
                "assertj-core", found("<assertj.version>([^<]+)", parent));

        Matcher dependency = Pattern.compile("<artifactId>([^<]+)</artifactId>\\s+<version>([^<]+)")
                .matcher(code("dependencies"));

        assertThat(dependency.results())
                .hasSize(4)
                .allSatisfy(match -> assertThat(versions).containsEntry(match.group(1), match.group(2)));
    }

    @Test
    void theSettingsOfTheMachineAreThoseOfTheBuild() throws IOException {
        String here = found("<test.jvm.args>([^<]+)", Files.readString(Path.of("../pom.xml")));
        String there = found("<argLine>([^<]+)", code("surefire"));

        assertThat(Arrays.asList(here.split(" ", -1))).containsAll(Arrays.asList(there.split(" ", -1)));
    }

    private static String found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }
}
