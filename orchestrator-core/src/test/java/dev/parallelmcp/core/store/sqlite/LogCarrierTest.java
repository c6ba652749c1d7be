package dev.parallelmcp.core.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.store.jdbc.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** While much is written, the file grows although the log is short of the length at which a commit carries it over. */
class LogCarrierTest {
    /** In one statement: enough for a round, and no more than some hundred pages. */
    private static final String WRITE_MUCH = """
            WITH RECURSIVE numbers (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < 3000)
            INSERT INTO run_counts (namespace, status, runs)
            SELECT 'namespace ' || number || hex(randomblob(8)), 'active', 1 FROM numbers
            """;

    private static final String WRITE_LITTLE =
            "INSERT INTO run_counts (namespace, status, runs) VALUES (hex(randomblob(8)), 'active', 1)";

    @TempDir
    private Path folder;

    private Path path;
    private FileIdentity identity;
    private Session writer;
    private LogCarrier carrier;

    @BeforeEach
    void open() {
        path = folder.resolve("state.sqlite");
        SqliteStore.open(path).close();
        SqliteFile file = new SqliteFile(path);
        identity = file.identity();
        writer = Raw.connect(path);
        carrier = new LogCarrier(identity, () -> SqliteConnections.connect(file.url()));
    }

    @AfterEach
    void close() {
        writer.close();
    }

    private void write(String statement) {
        writer.run(statement);
        carrier.committed(writer);
    }

    private long bytes() {
        return new SqliteFile(path).bytes("");
    }

    @Test
    void whatIsWrittenReachesTheFileWithoutTheWriter() {
        long before = bytes();
        write(WRITE_MUCH);
        Await.until(() -> bytes() > before);
        carrier.close();
    }

    @Test
    void littleIsLeftToTheEnd() {
        long before = bytes();
        write(WRITE_LITTLE);
        carrier.close();
        assertThat(bytes()).isEqualTo(before);
    }

    @Test
    void everyRoundBeginsAnew() {
        write(WRITE_MUCH);
        long before = bytes();
        Await.until(() -> bytes() > before);
        long first = bytes();
        Await.until(() -> {
            write(WRITE_MUCH);
            return bytes() > first;
        });
        carrier.close();
    }

    @Test
    void aFileThatWasReplacedIsLeftAlone() throws Exception {
        Path elsewhere = folder.resolve("elsewhere.sqlite");
        Files.move(path, elsewhere);
        Files.createFile(path);
        long before = new SqliteFile(elsewhere).bytes("");
        write(WRITE_MUCH);
        carrier.close();
        assertThat(new SqliteFile(elsewhere).bytes("")).isEqualTo(before);
        assertThat(bytes()).isZero();
    }

    @Test
    void afterTheEndNothingIsTakenOn() {
        carrier.close();
        long before = bytes();
        write(WRITE_MUCH);
        carrier.close();
        assertThat(bytes()).isEqualTo(before);
    }
}
