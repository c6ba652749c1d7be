package dev.parallelmcp.core.store.sqlite.contract;

import dev.parallelmcp.core.contract.ReferenceModelContract;
import dev.parallelmcp.core.reference.Database;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteReferenceModelTest extends ReferenceModelContract {

    @TempDir
    private Path folder;

    private final AtomicInteger databases = new AtomicInteger();
    private Path template;

    /** Every history begins with a copy of this one: that is much quicker than migrating each anew. */
    @BeforeEach
    void makeTemplate() {
        template = folder.resolve("template");
        SqliteHistoryDatabase.makeTemplate(template);
    }

    @Override
    protected Database createDatabase(InstantSource clock) {
        return SqliteHistoryDatabase.copyOf(template, folder.resolve("history-" + databases.incrementAndGet()), clock);
    }
}
