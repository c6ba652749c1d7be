package dev.parallelmcp.core.reference;

import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.engine.OrchestratorBuilder;
import java.util.EnumMap;
import java.util.Map;

/** The orchestrators of one history, opened when somebody first comes through them. */
final class Doors implements AutoCloseable {

    private final Database database;
    private final Map<Door, Orchestrator> open = new EnumMap<>(Door.class);

    Doors(Database database) {
        this.database = database;
    }

    Orchestrator through(Door door) {
        return open.computeIfAbsent(door, this::open);
    }

    private Orchestrator open(Door door) {
        OrchestratorBuilder builder =
                Orchestrator.builder(database.open()).options(Histories.OPTIONS).random(() -> Endings.RANDOM);
        return door.namespace().map(builder::namespace).orElse(builder).build();
    }

    /** What begins again is opened when it is needed. */
    void close(Door door) {
        Orchestrator orchestrator = open.remove(door);
        if (orchestrator != null) {
            orchestrator.close();
        }
    }

    @Override
    public void close() {
        for (Door door : Door.values()) {
            close(door);
        }
    }
}
