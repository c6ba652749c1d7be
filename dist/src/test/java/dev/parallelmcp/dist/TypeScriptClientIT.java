package dev.parallelmcp.dist;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The second generation of the TypeScript client, in each way that it finds the protocol version. */
@Tag(NpmClients.TAG)
class TypeScriptClientIT {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"legacy, 2025-11-25", "auto, 2026-07-28", "2026-07-28, 2026-07-28"})
    void usesEveryToolAndHasEveryToolRefused(String era, String expectedVersion) {
        NpmClients.run(folder.resolve("state.sqlite"), "client.mjs", era, expectedVersion);
    }
}
