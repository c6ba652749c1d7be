package dev.parallelmcp.server.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceTest {

    @TempDir
    Path folder;

    @Test
    void aFolderThatIsNotThereIsMadeAndTakenAway() throws IOException, BenchStoppedException {
        Path place = folder.resolve("new");
        try (Workspace workspace = Workspace.open(Optional.of(place))) {
            Path file = workspace.fresh().path();
            assertThat(file).hasParentRaw(place).doesNotExist();
            Files.writeString(file, "a database");
            Files.writeString(workspace.temporary().resolve("library"), "unpacked");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFolderThatIsThereStaysAsItWas() throws IOException, BenchStoppedException {
        Path mine = Files.writeString(folder.resolve("bench-1.sqlite"), "mine");
        try (Workspace workspace = Workspace.open(Optional.of(folder))) {
            Files.writeString(workspace.fresh().path(), "a database");
        }
        assertThat(folder).isDirectoryContaining(mine::equals);
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(mine);
        }
        assertThat(mine).hasContent("mine");
    }

    @Test
    void everyDatabaseIsAnother() throws IOException, BenchStoppedException {
        try (Workspace workspace = Workspace.open(Optional.of(folder))) {
            assertThat(workspace.fresh()).isNotEqualTo(workspace.fresh());
        }
    }

    @Test
    void nothingIsMadeAfterTheEnd() throws IOException {
        Workspace workspace = Workspace.open(Optional.of(folder));
        workspace.close();
        workspace.close();
        assertThatThrownBy(workspace::fresh)
                .isInstanceOf(BenchStoppedException.class)
                .hasMessage("told to end");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFileIsNoPlace() throws IOException {
        Path file = Files.writeString(folder.resolve("state.sqlite"), "mine");
        assertThat(Workspace.refuse(file).orElseThrow()).contains(file.toString(), "name a folder");
        assertThat(Workspace.refuse(folder.resolve("no/such")).orElseThrow()).contains("there is no folder");
        assertThat(Workspace.refuse(folder)).isEmpty();
        assertThat(Workspace.refuse(folder.resolve("new"))).isEmpty();
    }

    @Test
    void aFreshFileGoesWithWhatLiesBesideIt() throws IOException {
        Path file = folder.resolve("state.sqlite");
        for (String suffix : new String[] {"", "-wal", "-shm", "-journal"}) {
            Files.writeString(Path.of(file + suffix), "SQLite's");
        }
        new FreshFile(file).close();
        assertThat(folder).isEmptyDirectory();
    }
}
