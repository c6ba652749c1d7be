package dev.parallelmcp.core.store.memory.contract;

import dev.parallelmcp.core.contract.CrowdContract;
import dev.parallelmcp.core.store.Store;
import dev.parallelmcp.core.store.memory.MemoryDatabase;
import java.time.InstantSource;

class MemoryCrowdTest extends CrowdContract {

    private final MemoryDatabase database = new MemoryDatabase();

    @Override
    protected Store open(InstantSource clock) {
        return database.open(clock);
    }
}
