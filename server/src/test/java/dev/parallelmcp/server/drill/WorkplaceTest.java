package dev.parallelmcp.server.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkplaceTest {

    @TempDir
    Path folder;

    /** What a drill leaves when its servers are killed. */
    private static void work(Workplace workplace) throws IOException {
        Files.writeString(workplace.database(), "data");
        Files.writeString(Path.of(workplace.database() + "-wal"), "log");
        Files.writeString(workplace.temporary().resolve("library"), "code");
    }

    @Test
    void aDatabaseOfItsOwnIsTakenAwayWithItsFolder() throws IOException {
        Workplace workplace = Workplace.open(Optional.empty());
        work(workplace);
        workplace.close();
        assertThat(workplace.database().getParent()).doesNotExist();
        assertThat(workplace.temporary().getParent()).doesNotExist();
    }

    @Test
    void aNamedDatabaseThatItMadeIsTakenAway() throws IOException {
        Workplace workplace = Workplace.open(Optional.of(folder.resolve("named.sqlite")));
        work(workplace);
        workplace.close();
        assertThat(folder).isEmptyDirectory();
        assertThat(workplace.temporary().getParent()).doesNotExist();
    }

    @Test
    void aDatabaseThatWasThereStays() throws IOException {
        Path named = Files.createFile(folder.resolve("named.sqlite"));
        Workplace workplace = Workplace.open(Optional.of(named));
        work(workplace);
        workplace.close();
        assertThat(workplace.stays()).isTrue();
        assertThat(named).hasContent("data");
    }

    @Test
    void whatIsToBeKeptIsKept() throws IOException {
        Workplace workplace = Workplace.open(Optional.empty());
        workplace.keep();
        work(workplace);
        workplace.close();
        assertThat(workplace.database()).hasContent("data");
        assertThat(workplace.temporary()).doesNotExist();
        Files.delete(Path.of(workplace.database() + "-wal"));
        Files.delete(workplace.database());
        Files.delete(workplace.database().getParent());
    }

    @Test
    void closingTwiceIsNoTrouble() throws IOException {
        Workplace workplace = Workplace.open(Optional.empty());
        work(workplace);
        workplace.close();
        workplace.close();
        assertThat(workplace.database()).doesNotExist();
    }

    @Test
    void nobodyLooksAtADatabaseThatIsGone() throws IOException, DrillStoppedException {
        Workplace workplace = Workplace.open(Optional.empty());
        assertThat(workplace.problems(database -> List.of(database.toString())))
                .containsExactly(workplace.database().toString());
        workplace.close();
        assertThatExceptionOfType(DrillStoppedException.class)
                .isThrownBy(() -> workplace.problems(database -> {
                    throw new AssertionError("looked at " + database);
                }));
    }

    @Test
    void aLinkThatLeadsNowhereWasThereAndStays() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link.sqlite"), folder.resolve("nowhere"));
        Workplace.open(Optional.of(link)).close();
        assertThat(link).isSymbolicLink();
    }
}
