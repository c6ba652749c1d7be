package dev.parallelmcp.core.reference;

import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.engine.OrchestratorBuilder;
import dev.parallelmcp.core.store.Store;
import java.util.EnumMap;
import java.util.Map;

/** The orchestrators of one history, opened when somebody first comes through them. */
final class Doors implements AutoCloseable {

    private final Database database;
    private final Map<Door, Orchestrator> open = new EnumMap<>(Door.class);
    private final Map<Door, Store> stores = new EnumMap<>(Door.class);

    Doors(Database database) {
        this.database = database;
    }

    Orchestrator through(Door door) {
        return open.computeIfAbsent(door, this::open);
    }

    private Orchestrator open(Door door) {
        Store store = stores.computeIfAbsent(process(door), any -> database.open());
        OrchestratorBuilder builder =
                Orchestrator.builder(store).options(Histories.OPTIONS).random(() -> Endings.RANDOM);
        return door.namespace().map(builder::namespace).orElse(builder).build();
    }

    /** Ends a process. What begins again is opened when it is needed. */
    void close(Door door) {
        stores.remove(process(door));
        for (Door other : Door.values()) {
            if (process(other) == process(door) && open.containsKey(other)) {
                open.remove(other).close();
            }
        }
    }

    /** Two share a store, which spares each history the opening of a third. */
    private static Door process(Door door) {
        return door == Door.FIRST ? Door.FIRST : Door.SECOND;
    }

    @Override
    public void close() {
        close(Door.FIRST);
        close(Door.SECOND);
    }
}
