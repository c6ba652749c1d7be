package dev.parallelmcp.core.store.memory.contract;

import dev.parallelmcp.core.contract.TimeoutContract;
import dev.parallelmcp.core.store.Store;
import dev.parallelmcp.core.store.memory.MemoryDatabase;
import java.time.InstantSource;

class MemoryTimeoutTest extends TimeoutContract {

    private final MemoryDatabase database = new MemoryDatabase();

    @Override
    protected Store open(InstantSource clock) {
        return database.open(clock);
    }
}
