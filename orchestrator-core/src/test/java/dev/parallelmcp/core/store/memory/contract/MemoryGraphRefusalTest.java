package dev.parallelmcp.core.store.memory.contract;

import dev.parallelmcp.core.contract.GraphRefusalContract;
import dev.parallelmcp.core.store.Store;
import dev.parallelmcp.core.store.memory.MemoryDatabase;
import java.time.InstantSource;

class MemoryGraphRefusalTest extends GraphRefusalContract {

    private final MemoryDatabase database = new MemoryDatabase();

    @Override
    protected Store open(InstantSource clock) {
        return database.open(clock);
    }
}
