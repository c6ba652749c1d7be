package dev.parallelmcp.core.store.memory.contract;

import dev.parallelmcp.core.contract.ReferenceModelContract;
import dev.parallelmcp.core.reference.Database;
import dev.parallelmcp.core.store.Store;
import dev.parallelmcp.core.store.memory.MemoryDatabase;
import java.time.InstantSource;

class MemoryReferenceModelTest extends ReferenceModelContract {

    @Override
    protected Database createDatabase(InstantSource clock) {
        MemoryDatabase database = new MemoryDatabase();
        return new Database() {
            @Override
            public Store open() {
                return database.open(clock);
            }

            @Override
            public void close() {
                // What is in memory goes by itself.
            }
        };
    }
}
