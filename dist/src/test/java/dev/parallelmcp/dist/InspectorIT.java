package dev.parallelmcp.dist;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Inspector's command line. */
@Tag(NpmClients.TAG)
class InspectorIT {

    @TempDir
    Path folder;

    @Test
    void listsCallsAndLoadsTheTools() {
        NpmClients.run(folder.resolve("state.sqlite"), "inspector.mjs");
    }
}
