package dev.parallelmcp.core.model;

import java.util.Locale;
import java.util.Optional;

/**
 * An enum constant that has a name outside Java: in JSON, in the database and in documents. The name is part of the
 * contract; renaming the constant must not change it by accident, which the golden files of the tool schemas hold.
 */
public interface WireName {

    /** {@link Enum#name()}. */
    String name();

    /** The name outside Java: by default the constant in lower case. */
    default String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The constant of {@code type} with this outside name. */
    static <E extends Enum<E> & WireName> Optional<E> find(Class<E> type, String wireName) {
        for (E constant : type.getEnumConstants()) {
            if (constant.wireName().equals(wireName)) {
                return Optional.of(constant);
            }
        }
        return Optional.empty();
    }

    /** As {@link #find}, for names that the program itself wrote. */
    static <E extends Enum<E> & WireName> E require(Class<E> type, String wireName) {
        return find(type, wireName)
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + wireName + "' is not a " + type.getSimpleName() + "; written by a newer program?"));
    }
}
