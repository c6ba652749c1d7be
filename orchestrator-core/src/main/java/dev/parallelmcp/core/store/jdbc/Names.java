package dev.parallelmcp.core.store.jdbc;

import dev.parallelmcp.core.model.WireName;
import java.util.HashMap;
import java.util.Map;

/** An enum by its outside names, looked up at once: every row that is read asks several times. */
public final class Names<E> {
    private final Class<E> type;
    private final Map<String, E> constants;

    private Names(Class<E> type, Map<String, E> constants) {
        this.type = type;
        this.constants = constants;
    }

    public static <E extends Enum<E> & WireName> Names<E> of(Class<E> type) {
        Map<String, E> constants = new HashMap<>();
        for (E constant : type.getEnumConstants()) {
            constants.put(constant.wireName(), constant);
        }
        return new Names<>(type, Map.copyOf(constants));
    }

    E require(String name) {
        E constant = constants.get(name);
        if (constant == null) {
            throw new IllegalStateException(
                    "'" + name + "' is not a " + type.getSimpleName() + "; written by a newer program?");
        }
        return constant;
    }
}
