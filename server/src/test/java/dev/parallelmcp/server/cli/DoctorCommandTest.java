package dev.parallelmcp.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person and a program get to read of a diagnosis. */
class DoctorCommandTest {

    @TempDir
    Path home;

    private Path file;

    @BeforeEach
    void make() {
        file = home.resolve("state.sqlite");
        try (Orchestrator orchestrator = Orchestrator.on(SqliteStore.open(file))) {
            for (int i = 0; i < 13; i++) {
                orchestrator.createRun(CreateRunRequest.builder().id("run-" + i).build());
            }
        }
    }

    private Program.Run doctor(String... arguments) {
        return new Program(home).run("", arguments);
    }

    private JsonNode json(Program.Run run) {
        try {
            return new ObjectMapper().readTree(run.out());
        } catch (JsonProcessingException e) {
            throw new AssertionError(run.out(), e);
        }
    }

    private void damage(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    @Test
    void aDatabaseInOrderIsToldInShort() {
        Program.Run run = doctor("doctor", "--db", file.toString());
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines())
                .startsWith("database    " + file, "program     parallel-mcp 1.2.3")
                .contains("  examined  13 runs, 0 tasks, 13 events", "  events    ok", "  integrity ok")
                .endsWith("", "verdict     in order");
    }

    @Test
    void faultsAreToldInPlainWordsWithTheVerdictLast() throws SQLException {
        damage("UPDATE runs SET completed = 1");
        Program.Run run = doctor("doctor", "--db", file.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out().lines())
                .contains(
                        "  counters  FAULT",
                        "FAULT run_tally",
                        "  found     The counters of a run are not what counting its tasks gives.",
                        "  means     It may end too early, or never.",
                        "            run-0: completed is 1, counted 0",
                        "            run-9: completed is 1, counted 0",
                        "            and 3 more")
                .doesNotContain("            run-10: completed is 1, counted 0")
                .endsWith("", "verdict     1 fault");
    }

    @Test
    void programsGetOneObject() throws SQLException {
        JsonNode sound = json(doctor("doctor", "--json", "--db", file.toString()));
        assertThat(sound.get("verdict").asText()).isEqualTo("clean");
        assertThat(sound.get("checksMade")).hasSize(12);
        assertThat(sound.get("findings")).isEmpty();
        assertThat(sound.get("runs").asInt()).isEqualTo(13);

        damage("UPDATE runs SET completed = 1");
        Program.Run run = doctor("doctor", "--json", "--db", file.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out().lines()).hasSize(1);
        JsonNode finding = json(run).at("/findings/0");
        assertThat(finding.get("severity").asText()).isEqualTo("fault");
        assertThat(finding.get("symptom").asText()).isEqualTo("run_tally");
        assertThat(finding.get("count").asInt()).isEqualTo(13);
        assertThat(finding.get("examples")).hasSize(10);
        assertThat(finding.at("/examples/0/id").asText()).isEqualTo("run-0");
        assertThat(finding.get("remedy").asText()).contains("cancel_run");
    }

    @Test
    void whatCannotBeExaminedIsToldWithoutAVerdictOnIt() throws IOException {
        Program.Run missing = doctor("doctor", "--db", home.resolve("none").toString());
        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(missing.out())
                .contains("OBSTACLE file_missing", "  events    not made", "verdict     could not be examined");
        Path letter = Files.writeString(home.resolve("letter"), "Dear database, ".repeat(100));
        Program.Run foreign = doctor("doctor", "--json", "--db", letter.toString());
        assertThat(foreign.exitCode()).isEqualTo(2);
        assertThat(json(foreign).get("verdict").asText()).isEqualTo("unexamined");
    }

    @Test
    void theFileMayBeNamedBeforeTheCommandOrByTheEnvironment() throws SQLException {
        damage("UPDATE runs SET completed = 1");
        assertThat(doctor("--db", file.toString(), "doctor").exitCode()).isEqualTo(1);
        Program program = new Program(home);
        program.environment.put("PARALLEL_MCP_DB", file.toString());
        assertThat(program.run("", "doctor").exitCode()).isEqualTo(1);
    }

    @Test
    void withoutANameTheOneInTheUsersDataFolderIsExamined() {
        Program.Run run = doctor("doctor");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out())
                .contains(home.resolve(".local/share/parallel-mcp/state.sqlite").toString());
        assertThat(home.resolve(".local")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--db=:memory:", "--db= ", "--db=\0", "--no-such-option", "--busy-timeout-ms=-1"})
    void wrongUsageIsToldOnStderr(String argument) {
        Program.Run run = doctor("doctor", argument);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("parallel-mcp: ").contains(argument.replaceAll("=.*", ""));
    }
}
