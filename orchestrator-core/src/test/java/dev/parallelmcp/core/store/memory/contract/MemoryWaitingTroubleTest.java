package dev.parallelmcp.core.store.memory.contract;

import dev.parallelmcp.core.contract.WaitingTroubleContract;
import dev.parallelmcp.core.store.Store;
import dev.parallelmcp.core.store.memory.MemoryDatabase;
import java.time.InstantSource;

class MemoryWaitingTroubleTest extends WaitingTroubleContract {

    private final MemoryDatabase database = new MemoryDatabase();

    @Override
    protected Store open(InstantSource clock) {
        return database.open(clock);
    }
}
