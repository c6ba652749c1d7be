package dev.parallelmcp.dist;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first generation of the TypeScript client, which many clients in use are built on. */
@Tag(NpmClients.TAG)
class TypeScriptSdkIT {

    @TempDir
    Path folder;

    @Test
    void usesEveryToolAndHasEveryToolRefused() {
        NpmClients.run(folder.resolve("state.sqlite"), "sdk.mjs", "2025-11-25");
    }
}
