package dev.parallelmcp.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerProgramTest {

    private static List<String> command(String classPath, Map<String, String> environment) {
        return ServerProgram.of("java", classPath, "the.Main", environment)
                .command(Path.of("t"), List.of("--db", "a file"));
    }

    @Test
    void aJarIsRunAsUsersRunIt() {
        assertThat(command("some where/program.jar", Map.of()))
                .startsWith("java", "-Djava.io.tmpdir=t")
                .endsWith("-jar", "some where/program.jar", "--db", "a file");
    }

    @Test
    void aWholeServerHasAllThatJavaGives() {
        assertThat(ServerProgram.of("java", "program.jar", "the.Main", Map.of())
                        .wholeCommand(Path.of("t"), List.of("--db", "a file")))
                .containsExactly("java", "-Djava.io.tmpdir=t", "-jar", "program.jar", "--db", "a file");
    }

    @Test
    void aClassPathIsRunByItsMainClass() {
        String classPath = "classes" + File.pathSeparator + "library.jar";
        assertThat(command(classPath, Map.of())).endsWith("-cp", classPath, "the.Main", "--db", "a file");
    }

    /** Java refuses to start with two collectors. */
    @ParameterizedTest
    @CsvSource({
        "JAVA_TOOL_OPTIONS, -Xmx1g -XX:+UseG1GC, false",
        "JDK_JAVA_OPTIONS, -XX:+UseZGC, false",
        "_JAVA_OPTIONS, -XX:+UseParallelGC, false",
        "JAVA_TOOL_OPTIONS, -XX:+UseStringDeduplication, true",
        "OTHER, -XX:+UseG1GC, true",
    })
    void theCollectorIsChosenUnlessTheEnvironmentDoes(String variable, String value, boolean chosen) {
        assertThat(command("program.jar", Map.of(variable, value)).contains("-XX:+UseSerialGC"))
                .isEqualTo(chosen);
    }
}
