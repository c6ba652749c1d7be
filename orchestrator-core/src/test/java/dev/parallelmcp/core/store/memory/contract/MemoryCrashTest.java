package dev.parallelmcp.core.store.memory.contract;

import dev.parallelmcp.core.contract.CrashContract;
import dev.parallelmcp.core.store.Store;
import dev.parallelmcp.core.store.memory.MemoryDatabase;
import java.time.InstantSource;

class MemoryCrashTest extends CrashContract {

    private final MemoryDatabase database = new MemoryDatabase();

    @Override
    protected Store open(InstantSource clock) {
        return database.open(clock);
    }

    @Override
    protected Store openAfterKill(InstantSource clock) {
        database.kill();
        return open(clock);
    }
}
